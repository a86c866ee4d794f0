"""The nouns of the register: units, people and their posts, extracts, who counts, who looked."""

from plumbline.workforce.register.models.ahead import Outcome, PackHolder, Study, StudyKind, Trainee, TraineeKind
from plumbline.workforce.register.models.definitions import Definition, Figures, HandChoice, Ledger, RoleFamily
from plumbline.workforce.register.models.extracts import ColumnMemory, Extract, Fault
from plumbline.workforce.register.models.people import Equality, Look, Person, Salt
from plumbline.workforce.register.models.posts import Position, Post, PostQuerySet, Unit
from plumbline.workforce.register.states import State, StudyState

__all__ = [
    "ColumnMemory",
    "Definition",
    "Equality",
    "Extract",
    "Fault",
    "Figures",
    "HandChoice",
    "Ledger",
    "Look",
    "Outcome",
    "PackHolder",
    "Person",
    "Position",
    "Post",
    "PostQuerySet",
    "RoleFamily",
    "Salt",
    "State",
    "Study",
    "StudyKind",
    "StudyState",
    "Trainee",
    "TraineeKind",
    "Unit",
]  # fmt: skip
