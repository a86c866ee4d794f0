"""Thornleigh University of the Arts: a landscape plan with merged objectives, several themes an action, deadlines in words."""

from samples.make.model import Act, Paper, Scheme

GALLERY = "Technical practice is seen and understood"
CRAFT = "Craft knowledge is passed on"
LADDER = "There is a ladder to climb"
WORTH = "Technical work is valued as it should be"


def act(text, objective, themes, due, owner, steps, status=None):
    return Act(text, themes, objective=objective, due=due, owner=owner, comments=steps, status=status)


ACTS = (
    act(
        "Give each technical area a page on the public website",
        GALLERY,
        "visibility",
        "End of November 2025",
        "Web team and area leads",
        "Template by July; photographs over the summer",
    ),
    act(
        "Credit technicians on labels and in catalogues at the degree shows",
        GALLERY,
        "visibility recognition",
        "June 2026",
        "Exhibitions Group",
        "Agree wording with course leaders",
    ),
    act(
        "Hold a technicians' exhibition in the Long Room",
        GALLERY,
        "visibility recognition",
        "Spring 2026",
        "Working group of technicians",
        "Call for work in September",
    ),
    act(
        "Film the making of difficult processes and keep the films in the library",
        CRAFT,
        "sustainability visibility",
        "ongoing",
        "Library and Media Services",
        "Start with letterpress and slip casting",
    ),
    act(
        "Let every specialist have an understudy for at least a day a fortnight",
        CRAFT,
        "sustainability",
        "31 March 2026",
        "Technical Managers",
        "List specialists; agree release with schools",
    ),
    act(
        "Offer two craft apprenticeships a year",
        CRAFT,
        "sustainability career_development",
        "annually",
        "Head of Technical Resources",
        "Printmaking first, then ceramics",
    ),
    act(
        "Write role descriptions for technical demonstrator and technical tutor",
        LADDER,
        "career_development",
        "End of January 2026",
        "HR (PR)",
        "Compare with five other arts institutions",
    ),
    act(
        "Open the teaching certificate to all technicians who instruct students",
        LADDER,
        "career_development recognition",
        "1 September 2025",
        "Academic Development",
        "Twelve places reserved",
    ),
    act(
        "Introduce shadowing across colleges",
        LADDER,
        "career_development",
        "December 2026",
        "Technicians' Forum",
        "Trial between two colleges",
    ),
    act(
        "Pay for membership of one craft or professional body for each technician",
        WORTH,
        "recognition",
        "By August 2025",
        "Director of Operations",
        "£90 a head in the budget",
    ),
    act(
        "Ask technicians every second year how valued they feel and publish the answer",
        WORTH,
        "recognition evaluating_impact",
        "May 2026",
        "People Team",
        "Use the same five questions",
    ),
)

PAPER = Paper(
    slug="thornleigh",
    institution="Thornleigh University of the Arts",
    stage=None,
    form=None,
    schemes=(Scheme("forward", "Technician Commitment action plan 2025–26", "2025", "2026", ACTS),),
    facts={
        "deleted": "Deputy Director of Estates",
        "note": "Agreed by the Technicians' Forum on 12 March 2025 and by the Board of Management on 2 April 2025.",
    },
)
