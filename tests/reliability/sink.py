"""A real SMTP server on this machine that behaves as badly as a test wants.

It speaks enough of RFC 5321 for one client at a time and keeps what it took. Each behaviour is a function of the
recipient that gives the answer to a step, or one of the words ``drop`` and ``hang``.
"""

import contextlib
import email
import email.policy
import socket
import threading
from dataclasses import dataclass, field

DROP, HANG = "drop", "hang"
OK = "250 OK"


@dataclass
class Sink:
    """Address and mailbox of the server.

    :param rcpt: gives the answer to RCPT TO by recipient.
    :param data: gives the answer after the message was taken in.
    :param starttls: the answer to STARTTLS; empty: it is not offered.
    """

    rcpt: object = lambda _address: OK
    data: object = lambda _address: OK
    starttls: str = ""
    taken: list = field(default_factory=list)
    seen: list = field(default_factory=list)
    port: int = 0

    @property
    def recipients(self):
        """Return who got something, in order."""
        return [message["To"] for message in self.taken]

    @property
    def ids(self):
        """Return the Message-ID of everything that was handed over, whether it was taken or not."""
        return [email.message_from_bytes(raw, policy=email.policy.default)["Message-ID"] for raw in self.seen]


@contextlib.contextmanager
def listening(sink):
    """Serve ``sink`` on a free port of this machine until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        sink.port = server.getsockname()[1]
        stopping = threading.Event()
        thread = threading.Thread(target=serve, args=(server, sink, stopping), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            stopping.set()
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def serve(server, sink, stopping):
    server.settimeout(0.1)
    talks = []
    while not stopping.is_set():
        try:
            client, _address = server.accept()
        except TimeoutError:
            continue
        except OSError:
            break
        talks.append(threading.Thread(target=talk, args=(client, sink, stopping), daemon=True))
        talks[-1].start()
    for thread in talks:
        thread.join(5)


def talk(client, sink, stopping):
    """Hold one conversation; a client that goes away ends it."""
    client.settimeout(10)
    with client, client.makefile("rb") as lines, contextlib.suppress(OSError):
        say(client, "220 sink")
        recipient = ""
        for line in lines:
            command = line.decode().strip()
            verb = command[:4].upper()
            if verb == "RCPT":
                recipient = command[command.index("<") + 1 : command.index(">")]
            answer = answer_to(verb, recipient, sink, lines, client)
            if answer == HANG:
                stopping.wait(5)
            if answer in {DROP, HANG}:
                return
            say(client, answer)
            if verb == "QUIT":
                return


def say(client, text):
    client.sendall(f"{text}\r\n".encode())


def answer_to(verb, recipient, sink, lines, client):
    """Return the answer to one command; after DATA the message is read first."""
    if verb == "EHLO":
        return "250-sink\r\n250-STARTTLS\r\n250 8BITMIME" if sink.starttls else "250-sink\r\n250 8BITMIME"
    if verb == "STAR":
        return sink.starttls or "502 not here"
    if verb == "RCPT":
        return sink.rcpt(recipient)
    if verb != "DATA":
        return "221 bye" if verb == "QUIT" else OK
    say(client, "354 go on")
    raw = b""
    for line in lines:
        if line == b".\r\n":
            break
        raw += line
    sink.seen.append(raw)
    answer = sink.data(recipient)
    if answer == OK:
        sink.taken.append(email.message_from_bytes(raw, policy=email.policy.default))
    return answer
