package dev.usher.bench;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a team writes in a day to get users out: stock cursor reader, Jackson, stock file writer, chunks of 1,000. */
final class StockExport {

    private static final int CHUNK_ROWS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BenchDatabase database;

    StockExport(BenchDatabase database) {
        this.database = database;
    }

    /** How long the job takes, without the start of the application. */
    Duration run(Path target) throws Exception {
        return StockApplication.run(database, context -> job(target, context));
    }

    private Job job(Path target, ApplicationContext context) {
        var repository = context.getBean(JobRepository.class);
        var reader = new JdbcCursorItemReaderBuilder<ObjectNode>()
                .name("users")
                .dataSource(database.dataSource())
                .sql("SELECT " + String.join(", ", HandWrittenExport.columns()) + " FROM users ORDER BY user_id")
                .fetchSize(CHUNK_ROWS)
                .connectionAutoCommit(false)
                .rowMapper((row, number) -> user(row))
                .build();
        var writer = new FlatFileItemWriterBuilder<ObjectNode>()
                .name("lines")
                .resource(new FileSystemResource(target))
                .lineAggregator(JSON::writeValueAsString)
                .build();
        var step = new StepBuilder("unload", repository)
                .<ObjectNode, ObjectNode>chunk(CHUNK_ROWS)
                .transactionManager(context.getBean(PlatformTransactionManager.class))
                .reader(reader)
                .writer(writer)
                .build();
        return new JobBuilder("stock-export", repository).start(step).build();
    }

    private static ObjectNode user(ResultSet row) throws SQLException {
        var user = JSON.createObjectNode();
        for (String column : HandWrittenExport.columns()) {
            if (column.endsWith("_metadata")) {
                user.set(column, JSON.readTree(row.getString(column)));
            } else if (column.equals("email_verified")) {
                user.put(column, row.getBoolean(column));
            } else {
                user.put(column, row.getString(column));
            }
        }
        return user;
    }
}
