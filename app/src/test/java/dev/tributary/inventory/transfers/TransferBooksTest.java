package dev.tributary.inventory.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.database.Findings;
import dev.tributary.testing.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Books of more rows than one statement reads: what is wrong is found wherever it stands, and all of it. */
class TransferBooksTest {

    private static final int TRANSFERS = 5_000;
    private static final DataSource DATABASE = TestPostgres.freshDatabase();

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);

    /** Each of a SKU of its own: the odd ones are planned and set aside, the even ones on their way. */
    @BeforeEach
    void fill() {
        jdbc.sql("truncate inventory.transfer, inventory.transfer_line, inventory.held")
                .update();
        jdbc.sql("""
                insert into inventory.transfer (merchant_id, id, number, state, from_node_id, to_node_id, set_aside, note,
                                                made_by, made_at, changed_at, version)
                       overriding system value
                select 1, n, 'T-' || n, 2 - n % 2, 1, 2, n % 2 = 1, '', 'test', now(), now(), 1
                  from generate_series(1, :transfers) as n
                """).param("transfers", TRANSFERS).update();
        jdbc.sql("""
                insert into inventory.transfer_line (merchant_id, transfer_id, line, sku_id, units, set_aside, shipped)
                select 1, n, 1, n, 4, 4 * (n % 2), 4 * (1 - n % 2) from generate_series(1, :transfers) as n
                """).param("transfers", TRANSFERS).update();
        jdbc.sql("""
                insert into inventory.held (merchant_id, sku_id, node_id, condition, units, version)
                select 1, n, 2 - n % 2, 5 - n % 2, 4, 1 from generate_series(1, :transfers) as n
                union all
                select 1, n, 3, 2, 9, 1 from generate_series(1, 100) as n
                """).param("transfers", TRANSFERS).update();
    }

    @Test
    void booksThatAgreeAreRightToTheLastRow() {
        var findings = check();

        assertThat(findings.wrong()).isZero();
        assertThat(findings.checked()).isEqualTo(2 * TRANSFERS + 100);
    }

    @Test
    void everyRowThatDiffersIsCountedAndTheLastOneToo() {
        jdbc.sql("update inventory.held set units = 3 where sku_id > :sku and condition in (4, 5)")
                .param("sku", TRANSFERS - 150)
                .update();

        assertThat(check().wrong()).isEqualTo(150);
    }

    @Test
    void aLineIsWrongWithoutARowThatHoldsItsUnitsAndWhereItsTransferIsOver() {
        jdbc.sql("delete from inventory.held where sku_id in (1, 2, :last)")
                .param("last", TRANSFERS)
                .update();
        assertThat(check().wrong()).isEqualTo(3);

        fill();
        // Over without having come: its line is wrong, and so is the row that holds units for it.
        jdbc.sql("update inventory.transfer set state = 4 where id = :last")
                .param("last", TRANSFERS)
                .update();
        assertThat(check().examples())
                .containsExactly(
                        "Row[merchantId=1, skuId=5000, nodeId=2, condition=5, units=4, said=0]",
                        "Line[merchantId=1, transferId=5000, line=1, state=4, setAside=0, onItsWay=4, held=true]");
    }

    private Findings check() {
        var findings = new Findings();
        new TransferBooks().run(jdbc, findings);
        return findings;
    }
}
