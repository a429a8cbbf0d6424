package dev.tributary.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.IntStream;

@AnalyzeClasses(packages = "dev.tributary.job", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** In the order of the flow. */
    private static final List<String> STAGES =
            List.of("source", "encode", "relate", "profile", "interest", "retrieve", "rank", "sink");

    @ArchTest
    static final ArchRule A_STAGE_KNOWS_ONLY_STAGES_BEFORE_IT =
            CompositeArchRule.of(IntStream.range(0, STAGES.size() - 1)
                    .mapToObj(i -> (ArchRule) noClasses()
                            .that()
                            .resideInAPackage("dev.tributary.job." + STAGES.get(i))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(STAGES.subList(i + 1, STAGES.size()).stream()
                                    .map(stage -> "dev.tributary.job." + stage)
                                    .toArray(String[]::new)))
                    .toList());

    @ArchTest
    static final ArchRule ONLY_THE_TOPOLOGY_KNOWS_ALL_STAGES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tributary.job")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(TributaryJob.class, JobConfig.class);

    @ArchTest
    static final ArchRule THE_NATIVE_LIBRARY_STAYS_BEHIND_THE_ENCODER =
            noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule OPTIONS_ARE_RECORDS =
            classes().that().haveSimpleNameEndingWith("Config").should().beRecords();
}
