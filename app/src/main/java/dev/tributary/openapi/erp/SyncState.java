package dev.tributary.openapi.erp;

/** What the ERP has said of a paid order. Stored by {@link #code()}: never renumber. */
enum SyncState {
    PENDING(1),
    SYNCED(2),
    FAILED(3);

    private final short code;

    SyncState(int code) {
        this.code = (short) code;
    }

    short code() {
        return code;
    }
}
