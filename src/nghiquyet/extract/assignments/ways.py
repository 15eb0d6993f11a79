"""The ways in which a document tells a body to do something: the code of each, what it looks like, examples."""

from attrs import frozen


@frozen
class Way:
    """One way.

    Attributes:
        code: Its name, which stays: `nghiquyet explain` prints it, docs/assignments.md explains it.
        doc: What it is, in one sentence.
        examples: Texts in which a body is told its duty so.
    """

    code: str
    doc: str
    examples: tuple[str, ...]


WAYS: tuple[Way, ...] = (
    Way("ordered", "A word of giving stands before the name: giao, đề nghị, yêu cầu, chỉ đạo, phân công.",
        ("Giao Sở Y tế lập đề án.", "Yêu cầu Công an tỉnh đỡ đầu trẻ mồ côi.")),
    Way("subject", "It opens a sentence or a clause, and a verb of duty follows.",
        ("Sở Y tế xây dựng kế hoạch.", "Ủy ban nhân dân tỉnh lập đề án; Sở Y tế bố trí nhân lực.")),
    Way("open-verb", "It opens a sentence in a part of tasks, or one with a limit; its verb stands in no table.",
        ("Ban Quản lý dự án tỉnh khởi công cầu Ba Khe trước ngày 02/9/2027.",
         "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế dự trù cơ số thuốc.",
         "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ luân phiên người trực.")),
    Way("behind-front", "It follows a phrase in front, and a verb of duty follows it.",
        ("Trong quý I năm 2027, Sở Y tế lập đề án.", "Theo đề nghị của Bộ Y tế, Bộ Tài chính bố trí kinh phí.")),
    Way("strong-verb", "It stands inside a sentence or brackets, and a verb follows that only a body can have.",
        ("Lập bản đồ ngập (Sở Xây dựng chủ trì).", "Nạo vét kênh - Sở Xây dựng chủ trì.")),
    Way("consequence", "It follows \"thì\".",
        ("Nếu có dịch thì Sở Y tế báo cáo ngay.", "Nếu thiếu vốn thì Sở Tài chính bố trí thêm.")),
    Way("chairs", "\"do X chủ trì\" inside a longer sentence.",
        ("Sáu tháng một lần có báo cáo, do Sở Y tế chủ trì.", "Mỗi năm hai lần có báo cáo, do Sở Nội vụ chủ trì.")),
    Way("sent-to", "Papers are sent to it, and it leads what is made of them.",
        ("Các đơn vị báo cáo, gửi Sở Y tế tổng hợp, chủ trì xử lý.",
         "Các xã lập danh sách, gửi Sở Nội vụ chủ trì thẩm định.")),
    Way("partner", "Others are to work with it: phối hợp với X.",
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính lập đề án.", "Sở Nội vụ phối hợp với Công an tỉnh rà soát.",
         "Sở Y tế chủ trì, có sự tham gia của Sở Tài chính, lập đề án.")),
    Way("labelled", "A label gives it a role: Cơ quan chủ trì: X; chịu trách nhiệm về ... là X.",
        ("Cơ quan chủ trì: Sở Y tế.", "Đơn vị phối hợp: Sở Tài chính.",
         "Chịu trách nhiệm về tính chính xác của số liệu là Sở Y tế.")),
    Way("under-label", "It stands in a list under such a label.",
        ("2. Cơ quan chủ trì\n- Sở Y tế.\n- Sở Nội vụ.", "3. Cơ quan phối hợp\n- Sở Tài chính.\n- Công an tỉnh.")),
    Way("over-list", "It stands over the list of its tasks, alone or with nothing but words of duty.",
        ("III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Lập đề án.\n- Bố trí nhân lực.",
         "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì, thực hiện các nhiệm vụ sau:\n- Lập đề án.\n- Bố trí nhân lực.")),
    Way("announced", "It stands in a list that a sentence announces, or over whose lines the sentence runs.",
        ("Các cơ quan sau đây chịu trách nhiệm thi hành Quyết định này:\n- Sở Y tế;\n- Sở Nội vụ.",
         "Điều 3. Giám đốc Sở Y tế;\nGiám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.")),
    Way("nominal", "Its task is named as such: nhiệm vụ của X là ..., ... là trách nhiệm của X.",
        ("Nhiệm vụ của Sở Y tế là lập đề án.", "Lập bản đồ ngập là trách nhiệm của Sở Xây dựng.")),
    Way("passive", "The task is the subject: ... do X thẩm định, ... được giao cho X.",
        ("Phương án tiêm phòng do Sở Y tế thẩm định.", "Công tác tiêm phòng được giao cho Sở Y tế.")),
    Way("column", "It stands in a column of bodies of a table.",
        ("III. NHIỆM VỤ\n| TT | Nhiệm vụ | Cơ quan chủ trì |\n|---|---|---|\n| 1 | Lập đề án | Sở Y tế |\n",
         "III. NHIỆM VỤ\n| TT | Nội dung | Đơn vị phối hợp |\n|---|---|---|\n| 1 | Mở lớp | Sở Nội vụ |\n")),
)  # fmt: skip

#: What each code says.
DOCS = {way.code: way.doc for way in WAYS}
#: The ways by what stands before a name (`name_places`).
BY_PLACE = {
    "give": "ordered", "start": "subject", "SEMI": "subject", "COMMA": "behind-front", "BRACKET": "strong-verb",
    "other": "behind-front", "then": "consequence", "doer": "chairs", "send": "sent-to",
}  # fmt: skip
