package dev.usher.app.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.app.ApplicationHarness;
import dev.usher.app.launch.LaunchProperties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcJobCountsIT {

    @RegisterExtension
    static final ApplicationHarness application = new ApplicationHarness();

    @Test
    @Timeout(30)
    void givesUpWaitingForTheDatabase() throws Exception {
        var transaction = new TransactionTemplate(application.bean(PlatformTransactionManager.class));
        transaction.setTimeout(1);
        var counts = new JdbcJobCounts(application.jdbc(), transaction, application.bean(LaunchProperties.class));

        try (var other = application.bean(DataSource.class).getConnection();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE");
            try {
                assertThatThrownBy(counts::read).isInstanceOf(QueryTimeoutException.class);
            } finally {
                other.rollback();
            }
        }
    }
}
