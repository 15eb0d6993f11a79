"""Lines that go on with a capital: a citation, a name, an object that the line before asks for."""

import pytest

from nghiquyet.structure.build import build

JOINED = [
    ("1. Thực hiện theo quy định tại khoản 2", "Điều 5 của Luật Ngân sách nhà nước."),
    ("1. Sửa đổi điểm a khoản 3", "Điều 7 Nghị định số 12/2020/NĐ-CP."),
    ("1. Giao Sở Y tế chủ trì xây dựng", "Kế hoạch phát triển y tế cơ sở."),
    ("1. Các sở, ngành tham mưu trình", "Ủy ban nhân dân tỉnh ban hành."),
    ("1. Mở rộng mạng lưới điện cho huyện", "Tân Lập đến năm 2030."),
    ("1. Giao Ủy ban nhân dân huyện", "Tân Lập sửa chữa trạm y tế."),
    ("1. Sở Nội vụ phối hợp với Sở", "Tài chính lập danh sách."),
    ("1. Đề nghị Mặt trận", "Tổ quốc Việt Nam tỉnh giám sát."),
    ("1. Phối hợp với Bộ Chỉ huy", "Quân sự tỉnh diễn tập."),
    ("1. Giao Hội Liên hiệp", "Phụ nữ tỉnh vận động."),
    ("1. Yêu cầu Hạt Kiểm lâm", "Mường Tạo cắt cử người gác rừng."),
    ("1. Đường từ trung tâm tỉnh đến thị trấn", "Phố Mới, dài 12 km."),
    ("1. Bộ Y tế báo cáo trong quý", "III/2026."),
    ("1. Bộ Y tế báo cáo trong Quý", "II năm 2026."),
]


@pytest.mark.parametrize(("before", "after"), JOINED)
def test_line_that_completes_the_one_before_goes_on(before: str, after: str) -> None:
    item = build(f"{before}\n{after}")[0].children[0]
    assert [child.kind for child in item.children] == ["words"]


APART = [
    ("1. Kế hoạch trên địa bàn tỉnh", "Sở Y tế chủ trì."),
    ("1. Phân cấp cho cấp huyện", "Tân Lập là huyện điểm."),
    ("1. Ủy ban nhân dân huyện", "Ban Dân tộc lập danh sách."),
    ("1. Các cơ quan ngang Bộ", "Đơn vị phụ trách hội nhập."),
    ("1. Về xây dựng", "Kế hoạch được thông qua."),
    ("1. Nhiệm vụ của Bộ Xây dựng", "Kế hoạch được thông qua."),
    ("1. Giao Sở Y tế lập đề án", "Công an xã giữ trật tự."),
    ("1. Trồng 300 ha rừng", "Nghị định này có hiệu lực."),
    ("1. Thu ngân sách theo quý", "Chi ngân sách theo tháng."),
]


@pytest.mark.parametrize(("before", "after"), APART)
def test_line_that_stands_for_itself_is_a_paragraph(before: str, after: str) -> None:
    item = build(f"{before}\n{after}")[0].children[0]
    assert [child.kind for child in item.children] == ["words", "paragraph"]
