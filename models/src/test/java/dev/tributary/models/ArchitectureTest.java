package dev.tributary.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tributary.models", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyEncoderAndTrainingKnowDjl = noClasses()
            .that()
            .resideOutsideOfPackages("..models.encoder.torch..", "..models.training..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule modelsKnowNoStreams = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.apache.avro..");

    @ArchTest
    static final ArchRule conversionKnowsNoEngine = noClasses()
            .that()
            .resideInAnyPackage("..encoder.convert..", "..encoder.directory..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..encoder.torch..");
}
