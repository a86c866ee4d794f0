"""Addresses of the inbox and of how messages come."""

from django.urls import path

from plumbline.platform.notifications import views

app_name = "notifications"

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read_all"),
    path("inbox/<int:number>/open/", views.open_item, name="open"),
    path("account/messages/", views.choices, name="choices"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
