"""Lough Erin University: a web page, planned activity with area, pillars, delivery and success measure."""

from samples.make.model import Act, Paper, Scheme


def act(text, owner, themes, due, measure):
    return Act(text, themes, owner=owner, due=due, measure=measure)


ACTS = (
    act(
        "Appoint a technical champion in every faculty",
        "Pro Vice-Chancellor (Research)",
        "visibility",
        "June 2025",
        "Six champions in post",
    ),
    act(
        "Welcome new technicians with an induction day of their own",
        "People and Culture",
        "visibility career_development",
        "Each September",
        "Nine in ten new starters attend",
    ),
    act(
        "Record the technical contribution to research outputs",
        "Library Services",
        "recognition",
        "December 2025",
        "Field in use for 50% of deposits",
    ),
    act(
        "Enter colleagues for national technical awards",
        "Technical Forum",
        "recognition visibility",
        "Annually",
        "At least three entries a year",
    ),
    act(
        "Fund registration for 15% of technical staff",
        "Staff Development",
        "recognition",
        "31 July 2026",
        "15% of technical staff registered",
    ),
    act(
        "Offer a certificate in technical leadership",
        "Staff Development",
        "career_development",
        "September 2026",
        "Twenty certificates",
    ),
    act(
        "Set up placements between the Derryvale and Lakeside campuses",
        "Technical Forum",
        "career_development sustainability",
        "January 2026",
        "Twelve placements completed",
    ),
    act(
        "Create a pool of trainee posts",
        "Faculty Operations Managers",
        "sustainability",
        "August 2027",
        "Eight trainees, six of them employed afterwards",
    ),
    act(
        "Carry out a skills audit in each school",
        "Heads of School",
        "sustainability",
        "March 2026",
        "Audit in all fourteen schools",
    ),
)

PAPER = Paper(
    slug="lough-erin",
    institution="Lough Erin University",
    stage=None,
    form=None,
    schemes=(Scheme("forward", "Technician Commitment action plan 2025–2027", "2025", "2027", ACTS),),
)
