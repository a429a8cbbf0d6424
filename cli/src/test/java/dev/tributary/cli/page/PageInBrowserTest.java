package dev.tributary.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page as a person meets it. Skipped where there is no Chromium. */
@Timeout(240)
class PageInBrowserTest {
    private static @Nullable ShownTributary shown;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Browser.isThere(), Browser.MISSING);
        shown = new ShownTributary();
        browser = new Browser(shown.url(), "en", Files.createTempDirectory("tributary-browser"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (shown != null) {
            browser.close();
            shown.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theListsOfAUserAppearWithTheirReasons() {
        browser.open("reader");

        browser.awaitText("#lists-title", "Lists of reader");
        browser.awaitSome(".list:nth-child(1) .item");
        browser.awaitSome(".list:nth-child(2) .item");
        assertThat(browser.text(".list h3")).isEqualTo("shop\ntravel");
        assertThat(browser.text(".list:nth-child(2) .reasons")).contains("in travel");
        browser.awaitText("#status", "Live");
        assertThat(browser.text("#stages strong"))
                .isEqualTo("source\nrelate\nprofile\nencode\ninterest\nretrieve\nrank\nsink");
    }

    @Test
    void aClickInOneScenarioChangesAnotherAndTellsTheMilliseconds() {
        browser.open("clicking");
        browser.awaitSome(".list:nth-child(2) .item");

        browser.click(".item[data-item=shoes]");

        browser.awaitText(".list:nth-child(2) .note", "ms after your click");
        browser.awaitText("#answer", "from click to screen");
        browser.awaitText(
                ".list:nth-child(2) .reasons",
                "because you viewed “Light trail running shoes for mountain paths” in shop");
        assertThat(browser.text(".list:nth-child(2) li:first-child .title")).containsAnyOf("Alps", "Mont Blanc");
        browser.awaitText("#profile", "viewed Light trail running shoes for mountain paths (shop)");
        assertThat(browser.text("#answer")).containsPattern("travel [\\d,]+ ms");
    }

    @Test
    void anItemThatIsTypedBecomesRecommended() {
        browser.open("adding");
        browser.awaitSome(".list:nth-child(2) .item");
        browser.type("#item-scenario", "travel");

        browser.type("#item-text", "A weekend of trail running in the Dolomites");
        browser.click("#item-form button");

        browser.awaitText("#item-done", "Recommendable");
        browser.awaitText(".list:nth-child(2) .title", "A weekend of trail running in the Dolomites");
    }

    @Test
    void badInputIsSaidBesideTheField() {
        browser.open("hasty");
        browser.awaitSome(".list .item");

        browser.click("#item-form button");

        browser.awaitText("#item-error", "Write a sentence first.");
        assertThat(browser.focused("id")).isEqualTo("item-text");
        // the refused request is the one thing that the browser may complain of
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("400"));
    }

    @Test
    void everythingCanBeDoneWithKeysAlone() {
        browser.open("");
        browser.awaitText("#status", "Live");

        browser.press("/");
        assertThat(browser.focused("id")).isEqualTo("user-input");
        browser.press("keyed", Browser.ENTER);
        browser.awaitText("#lists-title", "Lists of keyed");
        browser.awaitSome(".list:nth-child(2) .item");
        browser.evaluate("document.activeElement.blur() || true");
        browser.press("1");
        assertThat(browser.focused("className")).isEqualTo("item");
        String first = browser.focused("dataset.item");
        browser.press(Browser.DOWN);
        assertThat(browser.focused("dataset.item")).isNotEqualTo(first);
        browser.press(Browser.RIGHT);
        assertThat(browser.focused("closest('.list').querySelector('h3').textContent"))
                .isEqualTo("travel");
        browser.press(Browser.ENTER);
        browser.awaitText("#answer", "from click to screen");
        assertThat(browser.focused("className")).isEqualTo("item");
        browser.press("?");
        assertThat(browser.evaluate("document.getElementById('keys-dialog').open"))
                .isEqualTo(true);
        browser.press(Browser.ENTER);
        assertThat(browser.evaluate("document.getElementById('keys-dialog').open"))
                .isEqualTo(false);
    }

    @Test
    void aPhoneNeedsNoSidewaysScrolling() {
        browser.beAPhone();
        try {
            browser.open("walking");
            browser.awaitSome(".list:nth-child(2) .item");

            assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(browser.evaluate("window.innerWidth")).isEqualTo(390L);
        } finally {
            browser.beADesktop();
        }
    }

    @Test
    void thePageSpeaksChineseAtAPress() {
        browser.open("bilingual");
        browser.awaitSome(".list .item");

        browser.click("#language");

        browser.awaitText("#flow-title", "数据流");
        assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(browser.text("#lists-title")).isEqualTo("bilingual 的列表");
        browser.click("#language");
        browser.awaitText("#flow-title", "The flow");
    }

    @Test
    void whatItemsAreCalledIsNeverTakenForMarkup() {
        browser.open("<b>bold</b>");
        browser.awaitText("#lists-title", "<b>bold</b>");
        browser.awaitText(".list:nth-child(2) .title", "<img src=x onerror=alert(1)> & a coral lagoon");

        assertThat(browser.evaluate("document.querySelectorAll('main img, #lists-title b').length"))
                .isEqualTo(0L);
    }
}
