package dev.tributary.bench;

import java.util.Map;

/** What must be true of every book at any moment, each with the statement that finds what contradicts it. */
final class BookSentences {

    /** A statement answers with what contradicts its sentence; none is well. */
    static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("every stock row is the sum of its ledger", """
                    select sku_id, stock.on_hand, stock.reserved, sums.on_hand, sums.reserved
                      from inventory.stock
                      full join (select merchant_id, sku_id, node_id, sum(on_hand_change) as on_hand,
                                        sum(reserved_change) as reserved, count(*) as lines, max(version) as last
                                   from inventory.movement group by 1, 2, 3) as sums using (merchant_id, sku_id, node_id)
                     where (stock.on_hand, stock.reserved, stock.version, stock.version)
                           is distinct from (sums.on_hand, sums.reserved, sums.lines, sums.last)
                       and (stock.version > 0 or sums.lines > 0)
                    """),
            Map.entry("every ledger line continues the one before", """
                    select * from (
                        select sku_id, version, on_hand_after, reserved_after,
                               sum(on_hand_change) over rows as on_hand, sum(reserved_change) over rows as reserved,
                               row_number() over rows as line
                          from inventory.movement
                        window rows as (partition by merchant_id, sku_id, node_id order by version)) as lines
                     where (on_hand_after, reserved_after, version) is distinct from (on_hand, reserved, line)
                    """),
            Map.entry("no promise was given for a unit that was not there", """
                    select sku_id, movement.version, on_hand_after, reserved_after
                      from inventory.movement join inventory.stock using (merchant_id, sku_id, node_id)
                     where kind = 2 and reserved_after > on_hand_after + allowance
                    """),
            Map.entry("0 <= reserved <= on hand + allowance + units short", """
                    select * from inventory.stock
                     where reserved < 0 or reserved > on_hand + allowance + units_short
                    """),
            Map.entry("reservations add up to what rows have reserved", """
                    select sku_id, reserved, units
                      from inventory.stock
                      full join (select merchant_id, sku_id, node_id, sum(units) as units from inventory.reservation
                                  group by 1, 2, 3) as sums using (merchant_id, sku_id, node_id)
                     where coalesce(reserved, 0) <> coalesce(units, 0)
                    """),
            Map.entry("every order line has reserved what it says", """
                    select order_id, line, promised.units, reservation.units
                      from (select merchant_id, order_id, line, sku_id, node_id, units - units_shipped as units
                              from orders.order_line where reservation in (3, 4) and units > units_shipped) as promised
                      full join inventory.reservation using (merchant_id, order_id, line, sku_id, node_id)
                     where promised.units is distinct from reservation.units
                    """),
            Map.entry("the ledger's promises to an order are what it still holds", """
                    select order_id, moved.units, held.units
                      from (select merchant_id, order_id, sum(reserved_change) as units from inventory.movement
                             where order_id is not null group by 1, 2) as moved
                      full join (select merchant_id, order_id, sum(units) as units from inventory.reservation
                                  group by 1, 2) as held using (merchant_id, order_id)
                     where coalesce(moved.units, 0) <> coalesce(held.units, 0)
                    """),
            Map.entry("what left for an order left once", """
                    select order_id, gone.units, shipped.units
                      from (select merchant_id, order_id, -sum(on_hand_change) as units from inventory.movement
                             where order_id is not null and kind in (4, 5) group by 1, 2) as gone
                      full join (select merchant_id, order_id, sum(units_shipped) as units from orders.order_line
                                  group by 1, 2) as shipped using (merchant_id, order_id)
                     where coalesce(gone.units, 0) <> coalesce(shipped.units, 0)
                    """),
            Map.entry("an order number is one order", """
                    select channel_id, number, count(*) from orders.sales_order
                     group by merchant_id, channel_id, number having count(*) > 1
                    """),
            Map.entry("an order's number is claimed by that order", """
                    select id, number, order_id
                      from orders.sales_order
                      left join orders.intake_key on intake_key.merchant_id = sales_order.merchant_id
                       and intake_key.channel_id = sales_order.channel_id and key = number and kind = 1
                     where order_id is distinct from id
                    """),
            Map.entry("an order is whole", """
                    select id from orders.sales_order
                     where not exists (select from orders.order_line
                                        where order_line.merchant_id = sales_order.merchant_id and order_id = id)
                    union all
                    select order_id from orders.order_line
                     where not exists (select from orders.sales_order
                                        where sales_order.merchant_id = order_line.merchant_id and id = order_id)
                    """),
            Map.entry("what was paid is the sum of its payments", """
                    select id, paid, sums.amount
                      from orders.sales_order
                      left join (select merchant_id, order_id, sum(amount) as amount from orders.payment
                                  group by 1, 2) as sums
                        on sums.merchant_id = sales_order.merchant_id and order_id = id
                     where paid <> coalesce(sums.amount, 0)
                    """),
            Map.entry("a receipt was booked once", """
                    select cause, count(*) from inventory.movement
                     where kind = 1 and cause like 'receipt/K%' group by cause having count(*) > 1
                    """),
            Map.entry("every order tells the journal that it was placed, once", """
                    select id, told.times
                      from orders.sales_order
                      full join (select key, count(*) as times from journal.event where type = 'order.placed.v1'
                                  group by key) as told on key = 'order/' || id
                     where told.times is distinct from 1 or id is null
                    """),
            Map.entry("the last stock event tells what the row says", """
                    select sku_id, stock.version, told.version
                      from inventory.stock
                      left join (select merchant_id, key, max(version) as version from journal.event
                                  where type = 'stock.changed.v1' group by 1, 2) as told
                        on told.merchant_id = stock.merchant_id
                       and key in ('stock/' || stock.merchant_id || '/' || sku_id || '/' || node_id)
                     where stock.version is distinct from told.version
                    """),
            Map.entry("a consumer's effect happened once for every event", """
                    select event.id, event.type, heard.times
                      from journal.event
                      full join (select event_id, count(*) as times from proof.heard group by event_id) as heard
                        on event_id = id
                     where (event.type like 'order.%' or event.type = 'stock.changed.v1' or event.id is null)
                       and heard.times is distinct from 1
                    """),
            Map.entry("a consumer heard every key in its order", """
                    select key, event_id from (
                        select heard.key, event_id, position, lag(position) over
                               (partition by heard.key order by serial) as before
                          from proof.heard join journal.event on id = event_id) as heard
                     where before > position
                    """),
            Map.entry("nothing was parked on the way", "select consumer, key, reason from journal.parked"));

    private BookSentences() {}
}
