package dev.usher.bench;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a team writes in a day: stock reader, stock writer, chunks of 1,000, {@code ON CONFLICT} and rewritten batches. It
 * validates nothing, finds no duplicates and stops at the first line that is wrong.
 */
final class StockBatch {

    private static final int CHUNK_ROWS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String UPSERT = "INSERT INTO " + HandWritten.TABLE + " (" + UsersTable.columns()
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, now(), now(), true, ?)"
            + UsersTable.onConflictUpdate();

    private final BenchDatabase database;
    private final String connectionId;
    private final AtomicLong lastId = new AtomicLong();

    StockBatch(BenchDatabase database, String connectionId) {
        this.database = database;
        this.connectionId = connectionId;
    }

    /** How long the job takes, without the start of the application. */
    Duration run(Path file) throws Exception {
        return StockApplication.run(database, context -> job(file, context));
    }

    private Job job(Path file, ApplicationContext context) {
        var repository = context.getBean(JobRepository.class);
        var reader = new FlatFileItemReaderBuilder<JsonNode>()
                .name("lines")
                .resource(new FileSystemResource(file))
                .lineMapper((line, number) -> JSON.readTree(line))
                .build();
        var writer = new JdbcBatchItemWriterBuilder<JsonNode>()
                .dataSource(context.getBean(DataSource.class))
                .sql(UPSERT)
                .itemPreparedStatementSetter(this::set)
                .assertUpdates(false)
                .build();
        writer.afterPropertiesSet();
        var step = new StepBuilder("load", repository)
                .<JsonNode, JsonNode>chunk(CHUNK_ROWS)
                .transactionManager(context.getBean(PlatformTransactionManager.class))
                .reader(reader)
                .writer(writer)
                .build();
        return new JobBuilder("stock", repository).start(step).build();
    }

    private void set(JsonNode user, PreparedStatement statement) throws SQLException {
        statement.setString(1, "auth0|%024x".formatted(lastId.incrementAndGet()));
        statement.setString(2, connectionId);
        statement.setString(3, user.path("email").asString().toLowerCase(Locale.ROOT));
        int column = 4;
        for (String name : new String[] {"given_name", "family_name", "name", "nickname", "picture"}) {
            statement.setString(column++, user.path(name).asString());
        }
        statement.setString(9, user.path("app_metadata").toString());
        statement.setString(10, user.path("user_metadata").toString());
        statement.setString(11, "job_0000000000000000");
        statement.setObject(12, user.path("email_verified").asBoolean(), Types.BOOLEAN);
    }
}
