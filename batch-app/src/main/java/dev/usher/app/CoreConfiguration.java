package dev.usher.app;

import dev.usher.app.credentials.CredentialsConfiguration;
import dev.usher.app.launch.LaunchConfiguration;
import dev.usher.app.notice.NoticeConfiguration;
import dev.usher.app.operations.OperationsConfiguration;
import dev.usher.app.rest.job.JobRequestsConfiguration;
import dev.usher.app.schedule.ScheduleConfiguration;
import dev.usher.app.security.client.ClientsConfiguration;
import dev.usher.app.security.token.KeysConfiguration;
import dev.usher.app.status.StatusConfiguration;
import dev.usher.app.storage.StorageConfiguration;
import dev.usher.app.users.UsersConfiguration;
import dev.usher.jobs.connection.ConnectionsConfiguration;
import dev.usher.jobs.exporting.UserExportJobConfiguration;
import dev.usher.jobs.importing.UserImportJobConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What every process has that touches the database: one look shows which jobs there are. */
@Configuration(proxyBeanMethods = false)
@Import({
    DatabaseConfiguration.class,
    ProcessConfiguration.class,
    StorageConfiguration.class,
    ConnectionsConfiguration.class,
    UserImportJobConfiguration.class,
    UserExportJobConfiguration.class,
    LaunchConfiguration.class,
    StatusConfiguration.class,
    OperationsConfiguration.class,
    CredentialsConfiguration.class,
    ClientsConfiguration.class,
    KeysConfiguration.class,
    JobRequestsConfiguration.class,
    ScheduleConfiguration.class,
    NoticeConfiguration.class,
    UsersConfiguration.class
})
class CoreConfiguration {}
