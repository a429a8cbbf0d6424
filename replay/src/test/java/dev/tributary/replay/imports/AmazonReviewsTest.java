package dev.tributary.replay.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmazonReviewsTest {
    @TempDir
    Path dir;

    @Test
    void readsTheFormOf2023WithOneScenarioACategory() throws IOException {
        var folder = new Folder(dir);
        folder.write("from/review_categories/All_Beauty.jsonl", """
                {"rating":5.0,"title":"Lovely","text":"Smells<br />of roses","asin":"A1","parent_asin":"P1","user_id":"U1","timestamp":1600000000500}""");
        folder.write("from/review_categories/Tools.jsonl", """
                {"rating":2.0,"title":"","text":"","asin":"A2","parent_asin":"P2","user_id":"U1","timestamp":1500000000500}""");
        folder.write("from/meta_categories/meta_All_Beauty.jsonl", """
                {"main_category":"All Beauty","title":"Rose &amp; Mint Soap","description":["Made by hand.","In a box."],"store":"Ada","price":4.5,"categories":["Beauty","Soap"],"parent_asin":"P1"}""");
        folder.write("from/meta_categories/meta_Tools.jsonl", """
                {"title":"Saw","description":[],"price":null,"categories":[],"parent_asin":"P2"}""");

        folder.run(AmazonReviews.at(dir.resolve("from")));

        Item soap = folder.items().get(0);
        assertThat(soap.getTitle()).isEqualTo("Rose & Mint Soap");
        assertThat(soap.getScenario()).isEqualTo("all-beauty");
        assertThat(soap.getDescription()).isEqualTo("Made by hand. In a box.");
        assertThat(soap.getCategories()).containsExactly("Beauty", "Soap");
        assertThat(soap.getAttributes()).isEqualTo(Map.of("brand", "Ada", "price", "4.5"));
        List<Behavior> behaviors = folder.behaviors();
        assertThat(behaviors).extracting(Behavior::getScenario).containsExactly("tools", "all-beauty");
        assertThat(behaviors.get(0).getText()).isNull();
        assertThat(behaviors.get(1).getText()).isEqualTo("Lovely. Smells of roses");
        assertThat(behaviors.get(1).getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1600000000500L));
    }

    @Test
    void readsTheFormOf2018() throws IOException {
        var folder = new Folder(dir);
        Path reviews = folder.write("All_Beauty_5.json.gz", """
                {"overall":4.0,"reviewerID":"U1","asin":"A1","reviewText":"Works well","summary":"Good!","unixReviewTime":1400000000}""", "{\"overall\":4.0,", "{'overall': 4.0}", "7", """
                {"overall":4.0,"asin":"A1","unixReviewTime":1400000000}""");
        folder.write("meta_All_Beauty.json.gz", """
                {"category":["Beauty","Hair"],"description":"A comb","title":"Comb","brand":"Bo","asin":"A1"}""", """
                {"title":"var aPageStart = (new Date()).getTime();","asin":"A2"}""");

        ImportReport report = folder.run(AmazonReviews.at(reviews));

        assertThat(folder.items()).singleElement().satisfies(item -> {
            assertThat(item.getDescription()).isEqualTo("A comb");
            assertThat(item.getCategories()).containsExactly("Beauty", "Hair");
        });
        assertThat(folder.behaviors()).singleElement().satisfies(behavior -> {
            assertThat(behavior.getText()).isEqualTo("Good! Works well");
            assertThat(behavior.getValue()).isEqualTo(4.0);
            assertThat(behavior.getOccurredAt()).isEqualTo(Instant.ofEpochSecond(1400000000));
        });
        assertThat(Folder.counts(report)).isEqualTo(Map.of("bad-json", 3L, "missing-value", 1L, "page-code", 1L));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        var folder = new Folder(dir);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmazonReviews.at(dir.resolve("nowhere")))
                .withMessageContaining("does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmazonReviews.at(dir))
                .withMessageContaining("holds no reviews");
        folder.write("Tools.jsonl", "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmazonReviews.at(dir))
                .withMessageContaining("there is no meta_Tools.jsonl.gz");
        folder.write("meta_Tools.jsonl", "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.run(AmazonReviews.at(dir)))
                .withMessageContaining("Not one behavior could be read: for example meta_Tools.jsonl line 1");
    }
}
