package dev.tributary.inventory.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.BookCheck;
import dev.tributary.database.Findings;
import dev.tributary.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of queues, over more than one slice; each thing that can be wrong of a row or its sum. */
class QueueBooksTest {

    private final JdbcClient books = JdbcClient.create(TestPostgres.freshDatabase());

    @Test
    void whatIsWrongIsFoundInEachSlice() {
        sql(
                "insert into inventory.stock (merchant_id, sku_id, node_id, traits) select 1, sku, 1, 4 from generate_series(1, 250) as sku");
        sql("""
                insert into inventory.waiting (merchant_id, sku_id, node_id, order_id, line, units)
                select 1, sku, 1, number * 1000 + sku, 1, 2
                  from generate_series(1, 250) as sku, generate_series(1, 21) as number
                """);
        assertThat(wrong(new QueueBooks())).isEmpty();
        assertThat(wrong(new QueueSumBooks())).isEmpty();

        sql("update inventory.stock set traits = 0 where sku_id = 3");
        sql("delete from inventory.waiting where sku_id = 3 and order_id < 21000");
        sql("delete from inventory.waiting where sku_id = 200 and order_id > 2000");
        sql("update inventory.queue set lines = 0 where sku_id = 200");
        sql("update inventory.queue set units = units + 1 where sku_id = 249");

        assertThat(wrong(new QueueBooks()))
                .containsExactlyInAnyOrder(
                        "Row[merchantId=1, orderId=21003, line=1, skuId=3, nodeId=1, marked=false, counted=true]",
                        "Row[merchantId=1, orderId=1200, line=1, skuId=200, nodeId=1, marked=true, counted=false]");
        assertThat(wrong(new QueueSumBooks()))
                .containsExactly(
                        "Row[merchantId=1, skuId=200, nodeId=1, lines=0, units=2, linesWaiting=1, unitsWaiting=2]",
                        "Row[merchantId=1, skuId=249, nodeId=1, lines=21, units=43, linesWaiting=21, unitsWaiting=42]");
    }

    private List<String> wrong(BookCheck check) {
        var findings = new Findings();
        check.run(books, findings);
        return findings.examples();
    }

    private void sql(String sql) {
        books.sql(sql).update();
    }
}
