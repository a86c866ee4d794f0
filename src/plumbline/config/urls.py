"""Every room's addresses, and the pages for when something is wrong."""

from __future__ import annotations

from django.urls import include, path

handler400 = "plumbline.config.views.bad_request"
handler403 = "plumbline.config.views.forbidden"
handler404 = "plumbline.config.views.not_found"
handler500 = "plumbline.config.views.server_error"

urlpatterns = [
    path("", include("plumbline.platform.accounts.urls")),
    path("", include("plumbline.platform.notifications.urls")),
    path("", include("plumbline.institutions.urls")),
    path("", include("plumbline.workforce.register.urls")),
    path("", include("plumbline.journey.evidence.urls")),
    path("", include("plumbline.journey.submissions.urls")),
    path("", include("plumbline.journey.plans.urls")),
    path("", include("plumbline.journey.assessments.urls")),
    path("", include("plumbline.journey.intake.urls")),
    path("", include("plumbline.sharing.library.urls")),
    path("", include("plumbline.portal.home.urls")),
]
