"""What one face of a host leaves to the next."""

from dataclasses import dataclass


@dataclass(slots=True)
class Handover:
    """Lives as long as the session is hosted from here, through all the faces that are shown of it."""

    hidden: bool = False
    """Whether key and answers are kept from those who see the screen."""
    begun: str = ""
    """The line that was begun when lines gave way."""
