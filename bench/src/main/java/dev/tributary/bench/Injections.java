package dev.tributary.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the database fail under the hub: in the middle of batches, at their commit, for single values, and by cut lines. */
final class Injections {

    /**
     * Serialization failures, deadlocks and cancelled statements inside batches; serialization failures at commit, where
     * nothing was said yet; and values of two numbers that are refused.
     */
    private static final String TRIGGERS = """
            create or replace function proof.fail_sometimes() returns trigger language plpgsql as $$
            begin
                if random() < 0.03 then
                    raise exception 'injected' using errcode = (array['40001', '40P01', '57014'])[1 + floor(random() * 3)::int];
                end if;
                return null;
            end $$;
            create or replace function proof.fail_at_commit() returns trigger language plpgsql as $$
            begin
                if random() < 0.0005 then
                    raise exception 'injected' using errcode = '40001';
                end if;
                return null;
            end $$;
            create or replace function proof.refuse_poison() returns trigger language plpgsql as $$
            begin
                if new.number like 'POISON22-%' then
                    raise exception 'injected' using errcode = '22003';
                elsif new.number like 'POISON23-%' then
                    raise exception 'injected' using errcode = '23514';
                end if;
                return new;
            end $$;
            create trigger proof_fail_sometimes after insert on orders.intake_key
                for each statement execute function proof.fail_sometimes();
            create constraint trigger proof_fail_at_commit after insert on orders.sales_order
                deferrable initially deferred for each row execute function proof.fail_at_commit();
            create trigger proof_refuse_poison before insert on orders.sales_order
                for each row execute function proof.refuse_poison();
            """;

    private static final String REMOVE = """
            drop trigger if exists proof_fail_sometimes on orders.intake_key;
            drop trigger if exists proof_fail_at_commit on orders.sales_order;
            drop trigger if exists proof_refuse_poison on orders.sales_order;
            """;
    private static final String CUT = """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tributary'
             order by random() limit 1
            """;

    private Injections() {}

    static void install(Connection books) throws SQLException {
        execute(books, TRIGGERS);
    }

    static void remove(Connection books) throws SQLException {
        execute(books, REMOVE);
    }

    /** Cuts one of the hub's connections three times a second. */
    static Thread cutConnections(Place place, AtomicBoolean stop) {
        return Thread.startVirtualThread(() -> {
            try (Connection books = place.connect()) {
                while (!stop.get()) {
                    execute(books, CUT);
                    Thread.sleep(330);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static void execute(Connection books, String sql) throws SQLException {
        try (var statement = books.createStatement()) {
            statement.execute(sql);
        }
    }
}
