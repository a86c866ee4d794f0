"""The site's addresses, and one page of a pass to test the door with."""

from django.http import HttpResponse
from django.urls import path

from plumbline.config.urls import handler404
from plumbline.config.urls import urlpatterns as of_the_site
from plumbline.institutions.actor import actor_of
from plumbline.institutions.pages import pass_page
from plumbline.institutions.tests.making import PURPOSE

__all__ = ["handler404", "urlpatterns"]


@pass_page(PURPOSE)
def looked_at(request, institution, held):
    """Who is let in, and for what."""
    actor = actor_of(request)
    return HttpResponse(f"{institution.slug}: {actor.name} ({actor.key}) {sorted(held.subjects)}")


urlpatterns = [*of_the_site, path("i/<slug:slug>/looked-at/", looked_at)]
