namespace TechTransfer.Kernel;

/// <summary>All kinds of problem that the system answers with. Codes are never renamed or used again for something else.</summary>
public static partial class Catalogue
{
    // Lazy, because the kinds below (and in the other files of this class) are made after this field.
    private static readonly Lazy<IReadOnlyDictionary<string, ProblemKind>> ByCode = new(() =>
        typeof(Catalogue)
            .GetProperties()
            .Where(p => p.PropertyType == typeof(ProblemKind))
            .Select(p => (ProblemKind)p.GetValue(null)!)
            .ToDictionary(k => k.Code)
    );

    /// <summary>Every kind, by code.</summary>
    public static IReadOnlyDictionary<string, ProblemKind> All => ByCode.Value;

    /// <summary>No token, or one that is not accepted.</summary>
    public static ProblemKind NotSignedIn { get; } =
        new(
            "not_signed_in",
            401,
            new("请先登录：缺少访问令牌，或令牌无效、已过期。", "Sign in first: the access token is missing, invalid or expired.")
        );

    /// <summary>The caller's role may not do this.</summary>
    public static ProblemKind NotAllowed { get; } =
        new(
            "not_allowed",
            403,
            new("您的角色无权执行此操作，需要以下角色之一：{roles}。", "Your role may not do this; one of these is needed: {roles}.")
        );

    /// <summary>There is no such thing, or it belongs to another organisation.</summary>
    public static ProblemKind NotFound { get; } = new("not_found", 404, new("未找到该资源。", "There is no such thing."));

    /// <summary>The body is not JSON of the expected shape.</summary>
    public static ProblemKind MalformedBody { get; } =
        new("malformed_body", 400, new("请求内容格式不正确：{reason}", "The body is malformed: {reason}"));

    /// <summary>A query parameter is missing or malformed.</summary>
    public static ProblemKind MalformedQuery { get; } =
        new("malformed_query", 400, new("查询参数 {name} 不正确：{reason}", "The query parameter {name} is wrong: {reason}"));

    /// <summary>The body's media type is not taken.</summary>
    public static ProblemKind UnsupportedMediaType { get; } =
        new(
            "unsupported_media_type",
            415,
            new("不支持该内容类型，应为：{expected}。", "This media type is not taken; expected: {expected}.")
        );

    /// <summary>The body is too large.</summary>
    public static ProblemKind BodyTooLarge { get; } =
        new("body_too_large", 413, new("请求内容过大，上限为 {limit} 字节。", "The body is too large; the limit is {limit} bytes."));

    /// <summary>What would be kept of one thing exceeds what the store takes.</summary>
    public static ProblemKind ContentTooLarge { get; } =
        new(
            "content_too_large",
            422,
            new("内容过大：单个事项的数据上限为 {limit} 字节。", "Too much content: one case may hold {limit} bytes.")
        );

    /// <summary>Idempotency-Key is missing.</summary>
    public static ProblemKind IdempotencyKeyMissing { get; } =
        new(
            "idempotency_key_missing",
            400,
            new(
                "缺少 Idempotency-Key 请求头；每次变更请求都必须带上，重试时使用同一个值。",
                "The Idempotency-Key header is missing; every change needs one, and a retry uses the same."
            )
        );

    /// <summary>Idempotency-Key is malformed.</summary>
    public static ProblemKind IdempotencyKeyMalformed { get; } =
        new(
            "idempotency_key_malformed",
            400,
            new("Idempotency-Key 应为 1 至 128 个可见 ASCII 字符。", "Idempotency-Key has 1 to 128 visible ASCII characters.")
        );

    /// <summary>The same key came with another body.</summary>
    public static ProblemKind IdempotencyKeyReused { get; } =
        new(
            "idempotency_key_reused",
            422,
            new("该 Idempotency-Key 已用于另一个不同的请求。", "This Idempotency-Key was used for another request.")
        );

    /// <summary>If-Match is missing.</summary>
    public static ProblemKind IfMatchMissing { get; } =
        new(
            "if_match_missing",
            428,
            new(
                "缺少 If-Match 请求头：请先读取最新版本，再提交修改。",
                "The If-Match header is missing: read the latest version first, then change it."
            )
        );

    /// <summary>The thing changed since it was read.</summary>
    public static ProblemKind VersionConflict { get; } =
        new("version_conflict", 412, new("该事项已被他人修改，请重新读取后再试。", "It was changed meanwhile: read it again and repeat."));

    /// <summary>The action does not fit the state.</summary>
    public static ProblemKind WrongState { get; } =
        new(
            "wrong_state",
            409,
            new("当前状态为“{status}”，不能执行“{action}”。", "In the state '{status}' the action '{action}' is not possible.")
        );

    /// <summary>What another part of the system must tell has not arrived yet.</summary>
    public static ProblemKind NotYetKnown { get; } =
        new("not_yet_known", 409, new("相关数据尚未同步到本服务，请稍后重试。", "What this needs has not arrived yet: try again shortly."));

    /// <summary>The cursor is not one that we gave.</summary>
    public static ProblemKind MalformedCursor { get; } =
        new(
            "malformed_cursor",
            400,
            new("分页游标无效，请从第一页重新开始。", "The cursor is not valid: start again from the first page.")
        );

    /// <summary>The storage does not answer.</summary>
    public static ProblemKind StorageUnavailable { get; } =
        new(
            "storage_unavailable",
            503,
            new("存储服务暂时不可用，请稍后重试。", "The storage does not answer at the moment: try again shortly.")
        );

    /// <summary>A fault of ours.</summary>
    public static ProblemKind InternalError { get; } =
        new("internal_error", 500, new("系统内部错误，请凭跟踪编号联系管理员。", "An internal error: please report the trace id."));

    /// <summary>The filing does not pass its checks.</summary>
    public static ProblemKind ChecksFailed { get; } =
        new(
            "checks_failed",
            422,
            new("填报内容未通过检查，共 {count} 处，请逐项更正。", "The filing does not pass its checks; {count} to correct.")
        );

    /// <summary>A field's value is wrong.</summary>
    public static ProblemKind InvalidValue { get; } =
        new("invalid_value", 422, new("取值不正确：{reason}", "The value is wrong: {reason}"));
}
