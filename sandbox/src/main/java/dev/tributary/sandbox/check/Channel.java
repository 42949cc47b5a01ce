package dev.tributary.sandbox.check;

/** Where the played chain sells. {@code code} is the merchant's channel code in the hub. */
public enum Channel {
    APP("app", "App", true),
    MINI("mini", "Mini-program", true),
    SHOPIFY("shopify", "Shopify", false),
    MEITUAN("meituan", "Meituan", false),
    TILLS("tills", "Tills", false);

    private final String code;
    private final String title;
    private final boolean request;

    Channel(String code, String title, boolean request) {
        this.code = code;
        this.title = title;
        this.request = request;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /** Requests may be refused; facts have happened. */
    public boolean request() {
        return request;
    }
}
