"""A real SMTP server for the tests, of the package python3-aiosmtpd.

Usage: mail_server.py JSON, with `certificate` and `key` for STARTTLS, `user` and `password` to be asked for, and
`refusals`: what the first letters are answered with, such as "451 4.7.1 later". Says its port in the first line, then each
letter that it took in a line of JSON.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Desk:
    def __init__(self, refusals):
        self.refusals = refusals

    async def handle_DATA(self, _server, session, envelope):
        if self.refusals:
            return self.refusals.pop(0)
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        said = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": str(letter["subject"]),
            "text": letter.get_content(),
            "is_encrypted": session.ssl is not None,
            "user": (session.auth_data or {}).get("user"),
        }
        print(json.dumps(said), flush=True)
        return "250 taken"


async def main():
    chosen = json.loads(sys.argv[1])
    context = None
    if "certificate" in chosen:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chosen["certificate"], chosen["key"])

    def authenticate(_server, _session, _envelope, _mechanism, given):
        user = given.login.decode()
        is_right = (user, given.password.decode()) == (chosen.get("user"), chosen.get("password"))
        return AuthResult(success=is_right, auth_data={"user": user})

    desk = Desk(chosen.get("refusals", []))
    listening = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            desk,
            hostname="mail.example.org",
            tls_context=context,
            require_starttls=context is not None,
            authenticator=authenticate,
            auth_required="user" in chosen,
        ),
        "127.0.0.1",
        0,
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


asyncio.run(main())
