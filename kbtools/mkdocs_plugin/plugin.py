"""The plugin: every event is a few lines that hand over."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

from markupsafe import Markup, escape
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from kbtools import config as knowledge_base
from kbtools import pipeline, search
from kbtools.mkdocs_plugin import notebook, offline
from kbtools.mkdocs_plugin.watch import Watch
from kbtools.problems import ConfigError, KbError, Problem, Severity

log = get_plugin_logger("kbtools")


class KbtoolsPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # kbtools.config has the options
    """Builds the pages of a knowledge base before mkdocs collects them."""

    def __init__(self) -> None:
        """Nothing is known before the configuration is loaded."""
        self.options: dict[str, object] = {}
        self.kb: knowledge_base.Config | None = None
        self.own_nav = False
        self.watch = Watch()

    def load_config(
        self,
        options: dict[str, object] | None,
        config_file_path: str | None = None,
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the options; an error ends the command with its whole message."""
        self.options = dict(options or {})
        root = Path(config_file_path or "mkdocs.yml").absolute().parent
        self._parse(root, title="", docs_dir=root / "docs")
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Nothing, but a plugin that has this event is kept from one build of `mkdocs serve` to the next."""

    @event_priority(50)  # before the theme's offline plugin, which would name a script on another host
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Know the knowledge base, and name our files."""
        root = Path(config.config_file_path or "mkdocs.yml").absolute().parent
        self.kb = self._parse(root, title=config.site_name, docs_dir=Path(config.docs_dir))
        self.own_nav = config.nav is None
        # The theme puts the name into attributes as it is; as text it is right there and elsewhere.
        config.site_name = as_text(config.site_name)
        for warning in offline.register(config):
            log.warning(warning)
        return config

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Build the pages, then the navigation that leads to them."""
        kb = self._known()
        self.watch.begin()
        written: list[Path] = []
        try:
            built = pipeline.build(kb)
            written = [kb.root / change.path for change in built.changes]
        except KbError as error:
            raise ConfigurationError(str(error)) from error
        finally:
            self.watch.end(written)
        for problem in built.problems:
            _report(problem, strict=kb.options.strict)
        if self.own_nav:
            config.nav = built.navigation

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Our files in, the tool's own files out."""
        outline = self._known().outline_file
        for file in list(files):
            if file.abs_src_path == str(outline) or file.src_uri.startswith((".sources/", ".cache/")):
                files.remove(file)
        for asset in offline.assets(config):
            files.append(asset)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Titles of sections as text, for the theme puts them into its pages as they are; chapters open."""
        del config, files
        for item in nav.items:
            _escape_sections(item)
            _open_chapters(item)
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """A notebook's page, tidied; every other as it is; the title of either as text."""
        del config, files
        title = as_text(str(page.title or ""))
        if title != unescape(title):
            # The head strips tags from `page.title`, and that turns the text into markup again.
            page.meta["title"] = title
        page.title = title
        if notebook.MARK not in html:
            return html
        tidied = notebook.tidy(html)
        page.toc = tidied.toc
        return tidied.html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The page with our search."""
        del page, config
        return offline.label_search(search.use_worker(output))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are no documents, such as 404.html."""
        del config
        if not template_name.endswith(".html"):
            return output_content
        return offline.label_search(search.use_worker(output_content))

    @event_priority(-50)  # after the search plugin has written the index, before the offline plugin copies it
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The index as our search reads it."""
        index = Path(config.site_dir) / "search" / "search_index.json"
        if index.is_file():
            index.write_text(search.rewrite(index.read_text("utf-8")), "utf-8")

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Rebuild for a person's change, not for our own."""
        del builder
        self.watch.attach(server, [Path(config.docs_dir), self._known().snippets_dir])
        return server

    def _parse(self, root: Path, *, title: str, docs_dir: Path) -> knowledge_base.Config:
        try:
            return knowledge_base.parse(self.options, root, title=title, docs_dir=docs_dir)
        except ConfigError as error:
            raise ConfigurationError(str(error)) from error

    def _known(self) -> knowledge_base.Config:
        assert self.kb is not None, "mkdocs calls on_config first"  # noqa: S101 (an assumption about mkdocs)
        return self.kb


def _escape_sections(item: StructureItem) -> None:
    if isinstance(item, Section):
        item.title = as_text(item.title)
        for child in item.children:
            _escape_sections(child)


def _open_chapters(item: StructureItem) -> None:
    """A topic's own page under its name, instead of once more below it.

    The theme takes a section's page for its first one that is called index. Ours is called after the topic;
    its address was made from that name before, and stays.
    """
    if not isinstance(item, Section):
        return
    match item.children:
        case [Page(file=file, title=None), *_] if file.src_uri.startswith("topics/"):
            assert file.url  # noqa: S101 (made at the first look, and kept)
            file.name = "index"
    for child in item.children:
        _open_chapters(child)


def as_text(title: str) -> Markup:
    """The title as HTML that shows it to the letter; templates that escape do not escape it again."""
    return escape(unescape(title))


def _report(problem: Problem, *, strict: bool) -> None:
    """Real notes give warnings that must not fail `mkdocs build --strict`, unless the person wants that."""
    if problem.severity is Severity.ERROR:
        log.error(str(problem))
    elif strict:
        log.warning(str(problem))
    else:
        log.info(str(problem))
