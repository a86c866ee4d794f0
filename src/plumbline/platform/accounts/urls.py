"""Addresses of the accounts."""

from django.urls import path

from plumbline.platform.accounts.views import passes, signing

app_name = "accounts"

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/link/", signing.ask_link, name="ask_link"),
    path("sign-in/link/sent/", signing.link_sent, name="link_sent"),
    path("sign-in/link/<str:token>/", signing.use_link, name="use_link"),
    path("pass/<str:token>/", passes.use_pass, name="use_pass"),
    path("pass/<str:token>/fresh/", passes.fresh_link, name="fresh_link"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("account/", signing.account, name="account"),
    path("account/links/<int:number>/end/", passes.end_own_pass, name="end_own_pass"),
    path("account/password/", signing.password, name="password"),
]
