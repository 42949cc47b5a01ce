package dev.tributary.kernel;

/** Every kind of error a door may answer with (RFC 9457); the name, in kebab case, is the last part of its type URI. */
public enum Problem {
    INVALID_INPUT(400, "The input is not valid", "输入有误"),
    MALFORMED_BODY(400, "The body cannot be read", "请求体无法解析"),
    UNAUTHENTICATED(401, "Who are you? A valid credential is needed", "身份未验证，需要有效凭证"),
    BAD_SIGNATURE(401, "The signature does not match", "签名不匹配"),
    STALE_TIMESTAMP(401, "The timestamp is too old or too new", "时间戳超出允许范围"),
    FORBIDDEN(403, "This credential may not do that", "该凭证没有此权限"),
    NOT_FOUND(404, "There is no such thing", "对象不存在"),
    METHOD_NOT_ALLOWED(405, "This address does not know that method", "该地址不支持此方法"),
    NOT_ACCEPTABLE(406, "No representation that you accept", "没有可接受的响应格式"),
    CONFLICT(409, "The present state does not allow this", "当前状态不允许此操作"),
    IN_PROGRESS(409, "The same key is being worked on", "相同幂等键的请求正在处理"),
    PRECONDITION_FAILED(412, "It has changed since it was read", "数据已被修改"),
    BODY_TOO_LARGE(413, "The body is too large", "请求体过大"),
    UNSUPPORTED_MEDIA_TYPE(415, "This content type is not understood here", "不支持的内容类型"),
    REUSED_KEY(422, "The key was used before with other content", "幂等键已用于不同内容"),
    INSUFFICIENT_STOCK(422, "There is not enough stock", "库存不足"),
    QUOTA_EXHAUSTED(422, "There is enough stock, but not for this channel", "库存充足，但该渠道配额已用完"),
    REFUSED(422, "The request is refused", "请求被拒绝"),
    TOO_MANY_REQUESTS(429, "Too many requests: slow down and try again", "请求过多，请稍后重试"),
    OVERLOADED(429, "The hub is at its limit: try again in a moment", "系统繁忙，请稍后重试"),
    INTERNAL(500, "A fault of ours; it has been recorded", "系统内部错误，已记录"),
    UNAVAILABLE(503, "The hub is starting or stopping", "系统正在启动或停止");

    private final int status;
    private final String title;
    private final String titleChinese;

    Problem(int status, String title, String titleChinese) {
        this.status = status;
        this.title = title;
        this.titleChinese = titleChinese;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String titleChinese() {
        return titleChinese;
    }

    /** {@code https://tributary.dev/problems/insufficient-stock}: an identifier, not an address to fetch. */
    public String type() {
        return "https://tributary.dev/problems/"
                + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
