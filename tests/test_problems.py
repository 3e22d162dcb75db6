"""What a person reads when something is wrong."""

from kbtools.problems import Code, KbError, Problem, Severity


def test_problem_reads_path_line_severity_code_what_and_hint() -> None:
    """The one shape of all messages."""
    problem = Problem(
        "docs/.sources/a.md", 12, Severity.WARNING, Code.BLOCK_MALFORMED, "no JSON", "look at it"
    )

    assert str(problem) == "docs/.sources/a.md:12: warning BLOCK-MALFORMED: no JSON\n  hint: look at it"


def test_problem_without_line_or_hint_leaves_them_out() -> None:
    """No `:0`, no empty hint."""
    problem = Problem("mkdocs.yml", 0, Severity.ERROR, Code.CONFIG_INVALID, "cannot be read")

    assert str(problem) == "mkdocs.yml: error CONFIG-INVALID: cannot be read"


def test_a_name_with_a_line_end_stays_on_its_line() -> None:
    """Else a file could write lines of its own into the report."""
    problem = Problem("a\nb.md: error X\x1b[2J", 3, Severity.ERROR, Code.SOURCE_UNREADABLE, "no")

    assert str(problem) == "a\\nb.md: error X\\x1b[2J:3: error SOURCE-UNREADABLE: no"


def test_error_carries_all_problems() -> None:
    """Nothing stops at the first."""
    problems = [Problem("a", n, Severity.ERROR, Code.SOURCE_MISSING, "x") for n in (1, 2)]

    assert KbError(problems).problems == tuple(problems)
    assert str(KbError(problems)) == "a:1: error SOURCE-MISSING: x\na:2: error SOURCE-MISSING: x"
