"""`tacit review --web`: the drafts as a page in the browser, on this machine alone."""

import click

from tacit.errors import RegistryError
from tacit.options import Config
from tacit.paths import Paths
from tacit.review.desk import Desk
from tacit.review.guard import Keys
from tacit.review.page import application
from tacit.review.serving import Clock, listening, serve
from tacit.store import Database


def web(db: Database, config: Config, where: Paths) -> None:
    """Serve the page until ^C or idle; its address is printed, and started in no browser.

    The address would stand in the process list with a browser's command line.
    """
    desk = Desk(db, config, where)
    try:
        desk.sync()
    except RegistryError as error:
        desk.said = f"{error}; this is what was known before."
    sock, clock = listening(), Clock()
    port = sock.getsockname()[1]
    keys = Keys(port)
    click.echo(f"{keys.address}\n")
    click.echo("Open it in a browser of this machine; the address is good once. ^C ends it.")
    click.echo(f"From elsewhere: ssh -L {port}:127.0.0.1:{port} this-host, then the same address.")
    serve(application(desk, keys, clock.touched), sock, clock)
