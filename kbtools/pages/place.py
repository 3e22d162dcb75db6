"""Where a highlight stands in its document, in words."""

from kbtools.model import Place, Unit
from kbtools.pages.labels import Labels
from kbtools.text import Lines


def place_in_words(place: Place, labels: Labels) -> str:
    """Such as `page 12` or `PDF characters 100-120`, in the language of the labels."""
    start, end = (_clock(place.start), "") if place.unit is Unit.SECONDS else (place.start, place.end)
    key = "pages" if place.unit is Unit.PAGE and place.end > place.start else str(place.unit)
    return labels(key, a=start, b=end, chapter=place.chapter).strip()


def lines_in_words(lines: Lines, labels: Labels) -> str:
    """Such as `line 3` or `lines 3-5`."""
    key = "line" if lines.start == lines.end else "lines"
    return labels(key, a=lines.start, b=lines.end)


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
