"""Addresses of the accounts."""

from django.urls import path

from plumbline.platform.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/link/", views.ask_link, name="ask_link"),
    path("sign-in/link/sent/", views.link_sent, name="link_sent"),
    path("sign-in/link/<str:token>/", views.use_link, name="use_link"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="password"),
]
