"""Links for tests, made by the operations alone."""

from plumbline.institutions.actor import Actor
from plumbline.platform.accounts.operations import issue_pass

SYSTEM = Actor.system("tests")
PURPOSE = "tests.look"


def link_for(institution, *subjects, actor=SYSTEM, email="olu@elsewhere.example", purpose=PURPOSE, **given):
    """A pass to look at `subjects` at an institution, and the secret of its link."""
    return issue_pass(
        actor=actor,
        purpose=purpose,
        scope=institution.key,
        subjects=subjects or ("tests.thing:1",),
        email=email,
        **{
            "name": "Olu Adeyemi",
            "what": f"Look at a thing of {institution.name}",
            "address": f"/i/{institution.slug}/looked-at/",
            "from_whom": "Ada Quill",
            **given,
        },
    )


def opened(client, token):
    """The same browser, with the link opened in it."""
    response = client.post(f"/pass/{token}/")
    assert response.status_code == 302, response.status_code
    return client
