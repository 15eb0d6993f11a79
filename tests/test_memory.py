"""What is remembered of documents is bounded: only what the tables say is kept for ever."""

import sys

from nghiquyet import parse_text
from nghiquyet.readers.encodings.fonts import claim

TEXT = """QUYẾT ĐỊNH
Về việc giao chỉ tiêu {word}
Căn cứ Luật {word} năm 20{number};
Căn cứ Nghị quyết số {number}-NQ/TU ngày 22/10/2018 của Tỉnh ủy {word};
Điều 1. Mục tiêu
1. Tổng sản lượng đạt {number} tấn {word}/hộ {word} vào năm 2030, thu {number},811 tỷ đồng.
2. Giao Sở {word} chủ trì, phối hợp với Trung tâm {word} trồng {number} cây {word} trước ngày 30/6/2027.
Điều 2. Khoản {number} Điều {number} Nghị định số {number}/2020/NĐ-CP được bãi bỏ.
STT | Nhiệm vụ {word} | Đơn vị {word} | Thời hạn {word}
1 | Trồng {number} cây {word} | Sở {word} | Quý IV/20{number}
"""


def unbounded() -> dict[str, int]:
    """Return how much each function remembers that forgets nothing."""
    found = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("nghiquyet"):
            for own, value in list(vars(module).items()):
                if hasattr(value, "cache_info") and value.cache_info().maxsize is None:
                    found[f"{name}.{own}"] = value.cache_info().currsize
    return found


def test_words_of_documents_are_forgotten() -> None:
    parse_text(TEXT.format(word="Bình An", number=31))
    claim("Times New Roman")
    before = unbounded()
    parse_text(TEXT.format(word="Minh Thuận", number=47))
    claim("Arial")
    assert before == unbounded()
