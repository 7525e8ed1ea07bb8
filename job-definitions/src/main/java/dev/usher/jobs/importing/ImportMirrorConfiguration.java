package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RangeStep;
import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.batch.StepWorkers;
import dev.usher.jobs.importing.mirror.MirrorConfiguration;
import dev.usher.jobs.importing.mirror.MirrorProperties;
import dev.usher.jobs.importing.mirror.MirrorRanges;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.stage.AttributeLog;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What an import does about users who are missing from its file. */
@Configuration(proxyBeanMethods = false)
@Import(MirrorConfiguration.class)
class ImportMirrorConfiguration {

    @Bean
    ImportMirror importMirror(
            RunningJobs runningJobs,
            PlatformTransactionManager transactions,
            FileParts parts,
            AttributeLog attributes,
            Mirrors mirrors,
            MirrorRanges ranges,
            ImportWarnings warnings,
            MirrorProperties settings,
            UserImportProperties properties,
            JdbcClient jdbc) {
        var ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new ImportMirror(
                runningJobs,
                ownTransaction,
                parts,
                attributes,
                mirrors,
                ranges,
                warnings,
                settings,
                properties.mergeRows(),
                jdbc);
    }

    @Bean
    Step mirrorUsers(
            JobRepository repository,
            PlatformTransactionManager transactions,
            RunningJobs runningJobs,
            ImportRuns runs,
            Mirrors mirrors,
            MirrorRanges ranges,
            MirrorProperties settings,
            UserImportProperties properties,
            StepWorkers importWorkers,
            JdbcClient jdbc) {
        var steps = new MirrorSteps(
                repository, transactions, runningJobs, runs, mirrors, ranges, settings, properties.workerCount(), jdbc);
        return RangeStep.create("mirror", repository, runningJobs, importWorkers, steps::workers, steps::worker);
    }
}
