"""The recorded output, to the letter."""


def exact(recorded: str, got: str) -> str | None:
    """Equal up to line ends at the very end."""
    return (
        "The output is the recorded one, to the letter."
        if recorded.rstrip("\n") == got.rstrip("\n")
        else None
    )
