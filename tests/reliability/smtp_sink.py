"""A mail server that keeps what it accepts, and can be taken away."""

import contextlib
import socketserver
import threading
import time
from dataclasses import dataclass
from email import message_from_bytes

SECONDS_PER_MAIL = 0.01


@dataclass(frozen=True)
class Accepted:
    """One mail that the server took responsibility for, or would have had the sender lived long enough to hear it."""

    to: str
    message_id: str


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs. Source: RFC 5321."""

    def handle(self):
        # A client killed in the middle is what this server is made for.
        with contextlib.suppress(OSError):
            self.say(b"220 sink")
            while line := self.rfile.readline():
                if not self.answer(line.strip().upper()):
                    return

    def say(self, line):
        self.wfile.write(line + b"\r\n")

    def answer(self, command):
        if command.startswith(b"RCPT TO:"):
            self.to = command[8:].strip(b" <>").split(b">")[0].decode().casefold()
        if command == b"DATA":
            self.say(b"354 go on")
            self.take()
        self.say(b"221 bye" if command == b"QUIT" else b"250 ok")
        return command != b"QUIT"

    def take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        message = message_from_bytes(b"".join(lines))
        time.sleep(SECONDS_PER_MAIL)
        self.server.sink.keep(Accepted(self.to, message["Message-ID"]))


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class SmtpSink:
    """Listens on a port of its own while it is open; the port stays the same over an outage."""

    def __init__(self):
        self.accepted: list[Accepted] = []
        self.port = 0
        self.listener = None
        self.before_answer = None

    def open(self):
        """Begin to listen."""
        self.listener = Listener(("127.0.0.1", self.port), Conversation)
        self.listener.sink, self.port = self, self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        """Stop to listen: whoever calls is refused."""
        if self.listener:
            self.listener.shutdown()
            self.listener.server_close()
            self.listener = None

    def keep(self, accepted):
        """Write a mail down; then, once, do what was asked for before the sender hears that it arrived."""
        self.accepted.append(accepted)
        act, self.before_answer = self.before_answer, None
        if act:
            act()


@contextlib.contextmanager
def smtp_sink():
    """Give an open sink and close it afterwards."""
    sink = SmtpSink()
    sink.open()
    try:
        yield sink
    finally:
        sink.close()
