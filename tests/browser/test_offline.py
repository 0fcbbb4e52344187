"""The installed site: kept whole or not at all, and never two releases at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from pandu.offline.installed import add_worker, remove_unused
from pandu.offline.worker import KILL, SCRIPT, read_release
from pandu.settings import from_environment
from tests.build_site import EPOCH, PREFIX, ROOT, tiny_site
from tests.pages_server import PagesServer, serve_pages

pytestmark = [pytest.mark.browser]

SAVE = "<div><pandu-offline>Tanpa JavaScript tidak ada tombol.</pandu-offline></div>"
QUIZ = "\n<quiz>\n\n<!-- id: {} -->\n\nSiapa?\n\n- [x] Pemrakarsa\n- [ ] Warga\n\n</quiz>\n"
TEXT = QUIZ + "\n\n## Hulu {{#hulu}}\n\nAir sumur keruh.\n"
BUTTON = re.compile("Simpan untuk luring")
STATE = "Situs tersimpan di perangkat ini"
SAVED = f"{STATE}: ya"


def release(folder: Path, version: str) -> Path:
    """Add to a built site what publishing adds, as release `version`."""
    environ = {
        "PANDU_SITE_URL": f"https://example.org{PREFIX}",
        "SOURCE_DATE_EPOCH": EPOCH,
        "PANDU_VERSION": version,
    }
    add_worker(folder, from_environment(environ))
    return folder


@pytest.fixture(scope="session")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course: home, two lessons and a page of everything else that the frame links to."""
    pages = {}
    for language in ("id", "en"):
        head = f"---\ntitle: {{}}\ndescription: D {language}\n---\n\n"
        pages |= {
            f"{language}/index.md": head.format("Beranda") + SAVE,
            f"{language}/modul/amdal/index.md": head.format("AMDAL") + "<!-- daftar-pelajaran -->\n",
            f"{language}/modul/amdal/baris.md": head.format("Baris") + TEXT.format("siapa-baris"),
            f"{language}/modul/amdal/surat.md": head.format("Surat") + TEXT.format("siapa-surat"),
            f"{language}/indeks.md": head.format("Indeks") + "Isi.\n",
            f"{language}/unduh/index.md": head.format("Unduh") + "Isi.\n",
        }
    done = tiny_site(tmp_path_factory.mktemp("offline"), pages, strict=False)
    assert done.code == 0, done.output
    remove_unused(done.folder)
    return release(done.folder, "1.0")


@pytest.fixture(scope="session")
def second_release(first_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one word changed in one lesson."""
    folder = tmp_path_factory.mktemp("offline-second") / "site"
    shutil.copytree(first_release, folder)
    page = folder / "modul" / "amdal" / "baris" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Air sumur keruh.", "Air sumur jernih."), encoding="utf-8")
    return release(folder, "2.0")


@pytest.fixture
def pages(first_release: Path) -> Iterator[PagesServer]:
    with serve_pages(first_release) as server:
        yield server


@pytest.fixture
def visit(page: Page, pages: PagesServer) -> Callable[[str], Page]:
    """Open a page of the site and wait until the foot tells what is kept."""

    def go(path: str = "", *, on: Page = page) -> Page:
        on.goto(pages.address + path)
        expect(foot(on)).to_contain_text("Situs tersimpan" if not path.startswith("en") else "Site saved")
        return on

    return go


def foot(page: Page) -> Locator:
    return page.locator(".foot-offline span")


def until(page: Page, condition: str) -> None:
    """Wait for a promise to be true: `wait_for_function` takes any promise for true."""
    page.evaluate(
        f"""async () => {{
          for (let i = 0; !(await ({condition})()); i++) {{
            if (i > 200) throw new Error("never true");
            await new Promise((resolve) => setTimeout(resolve, 50));
          }}
        }}"""
    )


def save(page: Page) -> None:
    page.get_by_role("button", name=BUTTON).click()
    expect(foot(page)).to_contain_text(SAVED)


def kept(page: Page) -> list[str]:
    """Paths in the cache, without hashes, sorted."""
    urls: list[str] = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
             (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""
    )
    paths = {url.split(PREFIX, 1)[1] for url in urls}
    return sorted(path.split("?")[0] for path in paths if "sha256=" in path)


def test_without_the_button_only_what_was_opened_is_kept(
    visit: Callable[..., Page], pages: PagesServer
) -> None:
    page = visit()
    assert kept(page) == []
    page = visit("modul/amdal/baris/")
    expect(foot(page)).to_contain_text(f"{STATE}: tidak")
    held = kept(page)
    assert "modul/amdal/baris/" in held
    assert [path for path in held if path.endswith("/") and path != "modul/amdal/baris/"] == []
    assert not [path for path in held if path.startswith("search/")]


def test_saved_every_page_of_the_language_opens_without_a_connection(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path
) -> None:
    page = visit()
    save(page)
    pages.down = True
    pages.asked.clear()
    all_pages = [p for p in read_release((first_release / SCRIPT).read_text()) if p == "" or p.endswith("/")]
    mine = [path for path in all_pages if not path.startswith("en/")]
    assert len(mine) == 6
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in mine:
        page.goto(pages.address + path)
        expect(foot(page)).to_contain_text(SAVED)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert failed == []
    assert pages.asked == []


def test_the_search_works_without_a_connection(visit: Callable[..., Page], pages: PagesServer) -> None:
    page = visit()
    save(page)
    pages.down = True
    page.goto(pages.address + "modul/amdal/")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("searchbox").fill("sumur keruh")
    page.get_by_role("link", name=re.compile("Hulu")).first.click()
    expect(page).to_have_url(re.compile(r"modul/amdal/(baris|surat)/\?h=.*#hulu"))
    expect(page.get_by_role("heading", name="Hulu")).to_be_visible()


def test_an_update_within_ten_minutes_fetches_only_what_changed_and_asks_before_it_reloads(
    visit: Callable[..., Page], pages: PagesServer, second_release: Path
) -> None:
    page = visit()
    save(page)
    page = visit("modul/amdal/baris/")
    expect(page.get_by_text("Air sumur keruh.")).to_be_visible()
    pages.folder = second_release
    pages.asked.clear()
    page = visit("modul/amdal/baris/")
    notice = page.get_by_text("Versi baru sudah siap.")
    expect(notice).to_be_visible()
    expect(page.get_by_text("Air sumur keruh.")).to_be_visible()
    assert sorted(set(pages.paths())) == ["modul/amdal/baris/", SCRIPT]
    page.get_by_role("button", name="Muat ulang").click()
    expect(page.get_by_text("Air sumur jernih.")).to_be_visible()
    expect(foot(page)).to_contain_text("Versi 2.0")
    expect(foot(page)).to_contain_text(SAVED)
    pages.down = True
    page.reload()
    expect(page.get_by_text("Air sumur jernih.")).to_be_visible()


def test_a_stale_file_at_the_edge_keeps_the_old_release_whole_until_it_is_fresh(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path, second_release: Path
) -> None:
    page = visit()
    save(page)
    changed = "modul/amdal/baris/"
    pages.stale[changed] = (first_release / changed / "index.html").read_bytes()
    pages.folder = second_release
    pages.asked.clear()
    page = visit()
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update()).catch(() => {})")
    until(page, "() => navigator.serviceWorker.getRegistration().then((it) => !it.installing && !it.waiting)")
    assert changed in pages.paths()
    expect(page.get_by_text("Versi baru sudah siap.")).to_have_count(0)
    pages.down = True
    page.goto(pages.address + changed)
    expect(page.get_by_text("Air sumur keruh.")).to_be_visible()
    pages.down = False
    pages.stale.clear()
    page = visit()
    expect(page.get_by_text("Versi baru sudah siap.")).to_be_visible()


def test_a_connection_that_dies_again_and_again_is_made_good_visit_by_visit(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path
) -> None:
    visit()
    page = visit()  # by now the page itself is kept: all that is fetched from here on is for saving
    pages.dies_after = 6
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_text("Belum selesai.")).to_be_visible()
    before = len(kept(page))
    assert before > 0
    visits = 0
    while SAVED not in foot(page).inner_text():
        visits += 1
        pages.down, pages.dies_after = False, 6
        page = visit()
        page.evaluate(
            """() => new Promise((resolve) =>
                 panduOffline.ask({ do: "save" }, ({ state }) => state !== "saving" && resolve(state)))"""
        )
        pages.down, pages.dies_after = False, None
        page = visit()
    assert visits > 1
    assert len(kept(page)) > before
    fetched = [path for path, status, _ in pages.asked if status == 200]
    for path in read_release((first_release / SCRIPT).read_text()):
        assert fetched.count(path) <= 2, (
            path
        )  # once for the page, once for the cache: nothing again and again


def test_the_kill_switch_removes_worker_and_cache_and_leaves_the_answers(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path, tmp_path: Path
) -> None:
    page = visit()
    save(page)
    page = visit("modul/amdal/baris/")
    page.get_by_label("Pemrakarsa").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    killed = tmp_path / "site"
    shutil.copytree(first_release, killed)
    shutil.copyfile(killed / KILL, killed / SCRIPT)
    pages.folder = killed
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update())")
    until(page, "() => caches.keys().then((names) => !names.length)")
    until(page, "() => navigator.serviceWorker.getRegistration().then((it) => !it)")
    page.goto(pages.address + "modul/amdal/baris/")
    expect(page.get_by_label("Pemrakarsa")).to_be_checked()


def test_an_old_tab_keeps_its_release_while_a_new_one_has_the_next(
    visit: Callable[..., Page], pages: PagesServer, second_release: Path, context: BrowserContext
) -> None:
    page = visit()
    save(page)
    old = visit("modul/amdal/baris/", on=context.new_page())
    pages.folder = second_release
    page = visit("modul/amdal/")
    page.get_by_role("button", name="Muat ulang").click()
    expect(foot(page)).to_contain_text("Versi 2.0")
    expect(old.get_by_text("halaman lain yang terbuka")).to_be_visible()
    expect(old.get_by_text("Air sumur keruh.")).to_be_visible()  # not reloaded under the reader's hands
    text = "() => fetch(location.href).then((it) => it.text()).then((it) => it.includes('keruh'))"
    assert old.evaluate(text)  # what it still fetches is of its own release
    pages.down = True
    old.reload()
    expect(old.get_by_text("Air sumur jernih.")).to_be_visible()


def test_while_an_answer_is_begun_nobody_is_asked_to_reload(
    visit: Callable[..., Page], pages: PagesServer, second_release: Path
) -> None:
    page = visit()
    save(page)
    page = visit("modul/amdal/surat/")
    page.get_by_label("Warga").check()
    pages.folder = second_release
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update())")
    until(page, "() => navigator.serviceWorker.getRegistration().then((it) => it.waiting)")
    expect(page.get_by_text("Versi baru sudah siap.")).to_have_count(0)
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Versi baru sudah siap.")).to_be_visible()


def test_a_full_device_is_told_and_keeps_the_answers(
    visit: Callable[..., Page], pages: PagesServer, context: BrowserContext
) -> None:
    page = visit("modul/amdal/surat/")
    page.get_by_label("Pemrakarsa").check()
    page.get_by_role("button", name="Periksa jawaban").click()
    page = visit()
    origin = pages.address.removesuffix(PREFIX)
    context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 40_000}
    )
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_text("Penyimpanan perangkat ini penuh.")).to_be_visible()
    page.goto(pages.address + "modul/amdal/surat/")
    expect(page.get_by_label("Pemrakarsa")).to_be_checked()


def test_the_language_that_is_not_saved_says_so_and_lists_what_is(
    visit: Callable[..., Page], pages: PagesServer
) -> None:
    visit("en/modul/amdal/surat/")
    visit("en/modul/amdal/baris/")  # the first page is opened before the worker is there
    page = visit()
    save(page)
    pages.down = True
    page.goto(pages.address + "modul/amdal/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not saved")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_have_css("max-width", "576px")  # its style is allowed by its policy
    page.get_by_role("link", name=re.compile("Baris")).click()
    expect(page.get_by_text("Air sumur keruh.")).to_be_visible()


def test_addresses_without_their_slash_are_mended_without_a_connection(
    visit: Callable[..., Page], pages: PagesServer
) -> None:
    page = visit()
    save(page)
    pages.down = True
    for wrong in ("modul/amdal/baris", "modul/amdal/baris/index.html"):
        page.goto(f"{pages.address}{wrong}?h=sumur#hulu")
        expect(page).to_have_url(f"{pages.address}modul/amdal/baris/?h=sumur#hulu")


def test_deleting_gives_the_room_back_and_asks_first(visit: Callable[..., Page], pages: PagesServer) -> None:
    page = visit()
    save(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Hapus salinan situs").click()
    assert kept(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hapus salinan situs").click()
    expect(foot(page)).to_contain_text(f"{STATE}: tidak")
    assert kept(page) == []
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()


def test_where_data_is_spared_nothing_is_kept_unasked(page: Page, pages: PagesServer) -> None:
    page.add_init_script(
        "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })"
    )
    page.goto(pages.address)
    page.wait_for_load_state("networkidle")
    assert SCRIPT not in pages.paths()
    assert page.evaluate("() => navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    save(page)


def test_a_browser_that_refuses_says_so_and_points_to_the_single_file(page: Page, pages: PagesServer) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(pages.address)
    expect(page.get_by_text("Ambil satu berkas HTML")).to_be_visible()


def test_caches_of_other_sites_on_the_host_are_left_alone(
    visit: Callable[..., Page], pages: PagesServer
) -> None:
    page = visit()
    page.evaluate("() => caches.open('pandu:/another/')")
    save(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hapus salinan situs").click()
    expect(foot(page)).to_contain_text(f"{STATE}: tidak")
    assert "pandu:/another/" in page.evaluate("() => caches.keys()")


def test_the_project_has_both_workers() -> None:
    folder = ROOT / "overrides" / "features" / "offline"
    assert (folder / SCRIPT).is_file()
    assert (folder / KILL).is_file()


def variant(source: Path, folder: Path, version: str, edits: dict[str, str]) -> Path:
    """A further release: to each path of `edits` its text is added (a new page if there is none)."""
    shutil.copytree(source, folder)
    for path, text in edits.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(before + text, encoding="utf-8")
    return release(folder, version)


def test_a_release_that_waits_is_not_tidied_away_by_the_one_in_use(
    visit: Callable[..., Page], pages: PagesServer, second_release: Path
) -> None:
    save(visit())
    pages.folder = second_release
    page = visit("modul/amdal/surat/")
    expect(page.get_by_text("Versi baru sudah siap.")).to_be_visible()
    page = visit("modul/amdal/")  # the reader reads on, and asks for the new release only then
    page.get_by_role("button", name="Muat ulang").click()
    expect(foot(page)).to_contain_text("Versi 2.0")
    pages.down = True
    page.goto(pages.address + "modul/amdal/baris/")
    expect(page.get_by_text("Air sumur jernih.")).to_be_visible()


def test_an_update_that_breaks_goes_on_where_it_stopped(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path, tmp_path: Path
) -> None:
    page = visit()
    save(page)
    html = [path for path in read_release((first_release / SCRIPT).read_text()) if path.endswith("/")]
    changed = [path for path in html if not path.startswith("en/")]
    edits = {f"{path}index.html": "<!-- 2 -->" for path in changed}
    pages.folder = variant(first_release, tmp_path / "site", "2.0", edits)
    update = "() => navigator.serviceWorker.getRegistration().then((it) => it.update()).catch(() => {})"
    settled = "() => navigator.serviceWorker.getRegistration().then((it) => !it.installing)"
    pages.dies_after = 3  # the worker's script and two pages
    page.evaluate(update)
    until(page, settled)
    pages.down, pages.dies_after = False, None
    pages.asked.clear()
    page = visit("modul/amdal/surat/")  # reads on with the release before
    page.evaluate(update)
    expect(page.get_by_text("Versi baru sudah siap.")).to_be_visible()
    fetched = {path for path in pages.paths() if path != SCRIPT}
    assert 0 < len(fetched) < len(changed)


def test_each_open_page_keeps_the_files_of_its_own_release(
    pages: PagesServer, first_release: Path, context: BrowserContext, tmp_path: Path
) -> None:
    engine = "features/search/engine.js"
    releases = [
        variant(first_release, tmp_path / name, name, {engine: f"\n// {name}\n"})
        for name in ("r1", "r2", "r3")
    ]
    got = f"() => fetch('{PREFIX}{engine}').then((it) => it.text()).then((text) => text.slice(-4).trim())"
    tabs: list[Page] = []
    for number, folder in enumerate(releases):
        pages.folder = folder
        tab = context.new_page()
        tab.goto(pages.address)
        if number == 0:
            save(tab)
            tab.reload()
        else:
            tab.get_by_role("button", name="Muat ulang").click()
        expect(foot(tab)).to_contain_text(f"Versi r{number + 1}")
        tabs.append(tab)
    assert [tab.evaluate(got) for tab in tabs] == ["r1", "r2", "r3"]


def test_a_page_that_is_new_gets_the_style_it_was_made_with(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path, tmp_path: Path
) -> None:
    page = visit()
    save(page)
    lesson = (first_release / "modul/amdal/surat/index.html").read_text(encoding="utf-8")
    edits = {
        "modul/amdal/baru/index.html": lesson,
        "features/site/site.css": "\n:root { --release: 2; }\n",
    }
    pages.folder = variant(first_release, tmp_path / "site", "2.0", edits)
    page.goto(pages.address + "modul/amdal/baru/")
    style = "getComputedStyle(document.documentElement).getPropertyValue('--release')"
    assert page.evaluate(style) == "2"


def test_what_a_release_lacks_that_came_while_saving_is_fetched_afterwards(
    visit: Callable[..., Page], pages: PagesServer, first_release: Path, tmp_path: Path
) -> None:
    page = visit()
    lesson = (first_release / "modul/amdal/surat/index.html").read_text(encoding="utf-8")
    edits = {"modul/amdal/baru/index.html": lesson.replace("</h1>", " baru</h1>")}
    pages.folder = variant(first_release, tmp_path / "site", "2.0", edits)
    page = visit("modul/amdal/")
    expect(page.get_by_text("Versi baru sudah siap.")).to_be_visible()
    page = visit()
    save(page)
    page.get_by_role("button", name="Muat ulang").click()
    expect(foot(page)).to_contain_text("Versi 2.0")
    expect(foot(page)).to_contain_text(": ya")
    pages.down = True
    page.goto(pages.address + "modul/amdal/baru/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("baru")


def test_deleting_all_data_of_the_device_leaves_no_copy(
    visit: Callable[..., Page], pages: PagesServer
) -> None:
    page = visit()
    save(page)
    page.evaluate("() => document.dispatchEvent(new CustomEvent('pandu-wiped'))")
    until(page, "() => caches.keys().then((names) => !names.length)")
    expect(foot(page)).to_contain_text("tidak")
