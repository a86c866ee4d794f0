"""What an owning room's view calls after its door and its rule, so that texts look and behave the same everywhere.

    @institution_page(Capability.VIEW_WORKSPACE)
    def answer_text(request, institution, number, order):
        answer = …
        return text_page(request, desk_of(answer))

One address a text: it saves, tells the page what stands, shows the history and settles two versions."""

from plumbline.platform.texts.pages.desks import Desk, with_asides
from plumbline.platform.texts.pages.presence import Here, here, here_page
from plumbline.platform.texts.pages.talk import Person, Talk, talk, talk_page
from plumbline.platform.texts.pages.writing import posted_bodies, save_form, text_page

__all__ = [
    "Desk", "Here", "Person", "Talk", "here", "here_page", "posted_bodies", "save_form", "talk", "talk_page",
    "text_page", "with_asides",
]  # fmt: skip
