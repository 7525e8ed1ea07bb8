package dev.usher.app.rest.job;

import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.rest.download.ExportLinks;
import dev.usher.app.rest.upload.UploadProperties;
import dev.usher.app.rest.upload.Uploads;
import dev.usher.app.status.JobRejects;
import dev.usher.app.status.JobStatusService;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.importing.RejectedUsers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints of jobs and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UploadProperties.class)
@Import({
    ImportJobController.class,
    ExportJobController.class,
    JobAbsentUsersController.class,
    JobController.class,
    JobErrorsController.class,
    JobEventsController.class,
    JobRejectsController.class,
    JobReportController.class
})
public class JobRestConfiguration {

    @Bean
    Uploads uploads(FileStore files, UploadProperties properties) {
        return new Uploads(files, properties);
    }

    @Bean
    ImportSubmission importSubmission(JobLaunchService launch, FileStore files, ImportRequests requests) {
        return new ImportSubmission(launch, files, requests);
    }

    @Bean
    RetrySubmission retrySubmission(JobRejects rejects, JobLaunchService launch, FileStore files) {
        return new RetrySubmission(rejects, launch, files);
    }

    @Bean
    FailedRows failedRows(RejectedUsers users, JsonMapper json) {
        return new FailedRows(users, json);
    }

    @Bean
    JobEvents jobEvents(JobBodies bodies, Clock clock) {
        return new JobEvents(bodies, clock);
    }

    @Bean
    JobBodies jobBodies(JobStatusService status, ExportLinks links) {
        return new JobBodies(status, links);
    }
}
