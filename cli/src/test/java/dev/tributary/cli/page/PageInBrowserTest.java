package dev.tributary.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.FreePort;
import java.nio.file.Files;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page as a person meets it. Skipped where there is no Chromium, unless it has to be there. */
@Timeout(240)
class PageInBrowserTest {
    private static final String STAGES_WITH_A_RATE = "[...document.querySelectorAll('#stages li')]"
            + ".filter(stage => parseFloat(stage.querySelector('.rate').textContent) > 0)"
            + ".map(stage => stage.querySelector('strong').textContent).join()";

    private static @Nullable ShownTributary shown;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Browser browser;

    /** What could be seen of the parts that are about a user, before the first of them acted. */
    private static String aboutNobody = "";

    @BeforeAll
    static void start() throws Exception {
        Browser.need();
        shown = new ShownTributary();
        browser = new Browser(shown.url(), "en", Files.createTempDirectory("tributary-browser"));
        browser.open("");
        browser.awaitText(".of-items .value", "9");
        browser.awaitSome("#active-empty:not([hidden])");
        aboutNobody = String.valueOf(browser.evaluate("['empty', 'active-empty', 'person', 'answer', 'action']"
                + ".filter(id => document.getElementById(id).checkVisibility()).join()"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (shown != null) {
            browser.close();
            shown.close();
        }
    }

    private static ShownTributary tributary() {
        return Objects.requireNonNull(shown);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void beforeAnybodyActsThePageSaysSoAndShowsNoProfile() {
        assertThat(aboutNobody).isEqualTo("empty,active-empty");
    }

    @Test
    void theListsOfAUserAppearWithTheirReasons() {
        browser.open("reader");

        browser.awaitText("#lists-title", "Lists of reader");
        browser.awaitSome(".list:nth-child(1) .item");
        browser.awaitSome(".list:nth-child(2) .item");
        assertThat(browser.text(".list h3")).startsWith("shop\ntravel");
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
        assertThat(browser.text("#item-done"))
                .as("a list that was not full shows it")
                .matches("Recommendable [\\d,]+ ms later: number [1-7] in travel for adding\\.");
        assertThat(browser.text(".list:nth-child(2) .title")).contains("A weekend of trail running in the Dolomites");
    }

    @Test
    void anItemBelowAFullListIsSaidToBeThereAndALineThatCannotBeSentStaysInItsField() {
        browser.open("below");
        browser.awaitSome(".list:nth-child(2) .item");
        browser.click(".item[data-item=pan]");
        browser.awaitText("#profile", "viewed Cast iron frying pan");
        browser.type("#scenario-id", "zest");
        browser.type("#scenario-text", "Equipment for cooking");
        String tooLong = "x".repeat(501);
        browser.type("#scenario-items", tooLong + "\n" + "Cast iron frying pan for the kitchen\n".repeat(12));
        browser.click("#scenario-form button");
        browser.awaitText("#scenario-error", "Not sent: 1 of 13; they are still in the field. That is too long");
        assertThat(browser.evaluate("document.getElementById('scenario-items').value"))
                .isEqualTo(tooLong);
        assertThat(browser.evaluate("document.getElementById('scenario-id').value"))
                .isEqualTo("");
        browser.awaitText("#scenario-done", "Recommendable: 12 of 13, the last after ");
        assertThat(browser.text("#scenario-done")).startsWith("zest is there after ");
        browser.awaitSome(".list:last-child li:nth-child(10)");
        browser.awaitSome("#item-scenario option[value=zest]");
        browser.type("#item-scenario", "zest");

        browser.type("#item-text", "A law on taxes");
        browser.click("#item-form button");

        browser.awaitText("#item-done", "Recommendable");
        String below = browser.text("#item-done");
        assertThat(below)
                .matches(
                        "Recommendable [\\d,]+ ms later: number 1[1-3] in zest for below, below the 10 that are shown\\. "
                                + "Click items like it, and it will rise\\.");
        inChinese(() -> browser.awaitText("#item-done", "在显示的 10 件之后"));
        assertThat(browser.text("#item-done")).isEqualTo(below);
        // the refused request is the one thing that the browser may complain of
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("400"));
    }

    @Test
    void anActThatFailsIsSaidInRed() {
        browser.open("cut-off");
        browser.awaitSome(".list .item");
        browser.evaluate("(window.fetch = () => Promise.reject(new Error('cut'))) !== null");

        browser.click(".item[data-item=pan]");

        browser.awaitText("#answer", "Tributary does not answer.");
        assertThat(browser.evaluate("getComputedStyle(document.getElementById('answer')).color"))
                .isEqualTo(browser.evaluate("getComputedStyle(document.querySelector('.error')).color"));
    }

    @Test
    void aScenarioThatIsTypedHasAListOfWhatWasTypedForIt() {
        browser.open("pioneer");
        browser.awaitSome(".list:nth-child(2) .item");

        browser.type("#scenario-id", "winter");
        browser.type("#scenario-text", "Films to watch on dark evenings");
        browser.type("#scenario-items", "A film about a cook in Lyon\nA film about a mountain guide");
        browser.click("#scenario-form button");

        browser.awaitText("#scenario-done", "winter");
        browser.awaitText(".list h3", "winter");
        browser.awaitText(".list:nth-child(3) .title", "A film about a cook in Lyon");
        browser.awaitText(".list:nth-child(3) .title", "A film about a mountain guide");
        browser.awaitTrue(
                "its list holds nothing else",
                () -> browser.text(".list:nth-child(3) .title").lines().count() == 2);
        browser.awaitText("#scenario-done", "Recommendable: 2 of 2, the last after ");
        assertThat(browser.text("#item-done")).isEmpty();
        inChinese(() -> browser.awaitText("#scenario-done", "可被推荐：2 件中的 2 件"));
    }

    @Test
    void whatAUserDoesElsewhereMovesTextAndListsWithoutAClick() {
        browser.open("roaming");
        browser.awaitSome(".list:nth-child(2) .item");

        tributary().behavior("elsewhere-1", "roaming", "shop", "shoes");

        browser.awaitText("#behaviors", "Light trail running shoes for mountain paths");
        browser.awaitText("#profile", "viewed Light trail running shoes for mountain paths (shop)");
        browser.awaitText(
                ".list:nth-child(2) .reasons",
                "because you viewed “Light trail running shoes for mountain paths” in shop");
        assertThat(browser.text(".list:nth-child(2) li:first-child .title")).containsAnyOf("Alps", "Mont Blanc");
    }

    @Test
    void theStagesShowTheirRatesWhileBehaviorsCome() {
        browser.open("watching");

        awaitRates(browser, "rated");
    }

    /** The best of some clicks, so that only a page that is always slow fails. */
    @Test
    void aClickIsAnsweredWellUnderASecond() {
        browser.open("quick");
        browser.awaitSome(".list:nth-child(2) .item");

        long best = IntStream.range(0, 10).mapToLong(click -> answerMs()).min().orElseThrow();

        assertThat(best).isBetween(1L, 1_000L);
    }

    private static long answerMs() {
        browser.evaluate("delete document.getElementById('answer').dataset.ms");
        browser.click(".item[data-item=pan]");
        browser.awaitSome("#answer[data-ms]");
        return Long.parseLong(String.valueOf(browser.evaluate("document.getElementById('answer').dataset.ms")));
    }

    @Test
    void theConsoleShowsTheStagesOfAClusterElsewhereAndItsUsers() throws Exception {
        int port = FreePort.find();
        var console = new Thread(() -> Tributary.commandLine()
                .execute(
                        "console",
                        "--kafka",
                        tributary().tributary().bootstrapServers(),
                        "--flink",
                        tributary().tributary().flinkAddress().toString(),
                        "--port",
                        String.valueOf(port)));
        console.start();
        try (var visitor =
                new Browser("http://localhost:" + port, "en", Files.createTempDirectory("tributary-console"))) {
            Awaitility.await()
                    .atMost(ShownTributary.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> {
                        visitor.open("visitor");
                        return visitor.text("h1").equals("Tributary");
                    });
            visitor.awaitText("#lists-title", "Lists of visitor");
            visitor.awaitSome(".list:nth-child(2) .item");

            awaitRates(visitor, "distant");

            visitor.click(".item[data-item=shoes]");
            visitor.awaitText("#answer", "from click to screen");
            visitor.awaitText("#profile", "viewed Light trail running shoes for mountain paths (shop)");
        } finally {
            console.interrupt();
            console.join();
        }
    }

    /** All stages but encode, to which only some behaviors come. */
    private static void awaitRates(Browser page, String user) {
        var sent = new AtomicInteger();
        page.awaitTrue("rates above 0", () -> {
            tributary().behavior(user + "-" + sent.incrementAndGet(), user, "shop", "vest");
            return String.valueOf(page.evaluate(STAGES_WITH_A_RATE))
                    .matches("source.*relate.*profile.*interest.*retrieve.*rank.*sink");
        });
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
    void theAnswerToATapStaysInSightHoweverFarDownTheItemIs() {
        browser.beAPhone();
        try {
            browser.open("far-down");
            browser.awaitSome(".list:nth-child(1) li:nth-child(4)");
            browser.awaitSome(".list:nth-child(2) li:nth-child(5)");

            browser.click(".list:nth-child(2) li:nth-child(5) .item");

            browser.awaitText("#answer", "from click to screen");
            assertThat(browser.evaluate("document.getElementById('lists-title').getBoundingClientRect().bottom < 0"))
                    .as("it is scrolled away from where the answer stands at first")
                    .isEqualTo(true);
            assertThat(browser.evaluate("document.elementFromPoint(195, 5 + "
                            + "document.getElementById('answer').getBoundingClientRect().top).id"))
                    .isEqualTo("answer");
        } finally {
            browser.beADesktop();
        }
    }

    @Test
    void thePageSpeaksChineseAtAPress() {
        browser.open("bilingual");
        browser.awaitSome(".list .item");

        inChinese(() -> {
            browser.awaitText("#flow-title", "数据流");
            assertThat(browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
            assertThat(browser.text("#lists-title")).isEqualTo("bilingual 的列表");
        });
        browser.awaitText("#flow-title", "The flow");
    }

    /** The browser remembers the language: the tests after this one are in English again. */
    private static void inChinese(Runnable look) {
        browser.click("#language");
        try {
            look.run();
        } finally {
            browser.click("#language");
        }
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
