namespace TechTransfer.Kernel.Problems;

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
            new("您尚未登录，或者登录已过期；请重新登录。", "You are not signed in, or the sign-in has expired. Sign in again.")
        );

    /// <summary>The caller's role may not do this.</summary>
    public static ProblemKind NotAllowed { get; } =
        new(
            "not_allowed",
            403,
            new("您的角色不能办理此事项；需要以下角色之一：{roles}。", "Your role cannot do this. One of these roles is needed: {roles}.")
        );

    /// <summary>There is no such thing, or it belongs to another organisation.</summary>
    public static ProblemKind NotFound { get; } =
        new(
            "not_found",
            404,
            new("未找到该事项，或者您无权查看；请核对编号。", "This was not found, or you may not see it. Check the number.")
        );

    /// <summary>The body is not JSON of the expected shape.</summary>
    public static ProblemKind MalformedBody { get; } =
        new("malformed_body", 400, new("提交的内容格式不正确：{reason}", "The request body is malformed: {reason}"));

    /// <summary>A query parameter is missing or malformed.</summary>
    public static ProblemKind MalformedQuery { get; } =
        new("malformed_query", 400, new("查询条件“{name}”不正确：{reason}", "The query parameter '{name}' is wrong: {reason}"));

    /// <summary>The body's media type is not taken.</summary>
    public static ProblemKind UnsupportedMediaType { get; } =
        new(
            "unsupported_media_type",
            415,
            new("不支持提交的文件或者内容类型；应为：{expected}。", "This media type is not supported. Expected: {expected}.")
        );

    /// <summary>The body is too large.</summary>
    public static ProblemKind BodyTooLarge { get; } =
        new(
            "body_too_large",
            413,
            new(
                "文件或者内容不得超过{limit}；请压缩或者拆分后重新提交。",
                "The file or content must not exceed {limit}. Compress or split it, and submit it again."
            )
        );

    /// <summary>What would be kept of one thing exceeds what the store takes.</summary>
    public static ProblemKind ContentTooLarge { get; } =
        new(
            "content_too_large",
            422,
            new(
                "该事项的内容过多，数据不得超过{limit}；请精简文字或者减少条目。",
                "There is too much content: a record holds at most {limit}. Shorten the texts or remove entries."
            )
        );

    /// <summary>Idempotency-Key is missing.</summary>
    public static ProblemKind IdempotencyKeyMissing { get; } =
        new(
            "idempotency_key_missing",
            400,
            new(
                "本次提交缺少防重复标识；请刷新页面后重新提交（请求头：Idempotency-Key，重试时使用同一个值）。",
                "The Idempotency-Key header is missing. Every change needs one, and a retry uses the same value."
            )
        );

    /// <summary>Idempotency-Key is malformed.</summary>
    public static ProblemKind IdempotencyKeyMalformed { get; } =
        new(
            "idempotency_key_malformed",
            400,
            new(
                "防重复标识应为1至128个英文字母、数字或者符号；请刷新页面后重新提交（请求头：Idempotency-Key）。",
                "Idempotency-Key must have 1 to 128 visible ASCII characters. Correct it and submit again."
            )
        );

    /// <summary>The same key came with another body.</summary>
    public static ProblemKind IdempotencyKeyReused { get; } =
        new(
            "idempotency_key_reused",
            422,
            new(
                "该防重复标识已用于另一项内容不同的提交；请刷新页面后重新提交（请求头：Idempotency-Key）。",
                "This Idempotency-Key was used for a different request. Submit again with a new one."
            )
        );

    /// <summary>If-Match is missing.</summary>
    public static ProblemKind IfMatchMissing { get; } =
        new(
            "if_match_missing",
            428,
            new(
                "本次提交未注明所依据的版本；请刷新页面后重新办理（请求头：If-Match）。",
                "The If-Match header is missing. Read the latest version first, then submit the change."
            )
        );

    /// <summary>The thing changed since it was read.</summary>
    public static ProblemKind VersionConflict { get; } =
        new(
            "version_conflict",
            412,
            new("该事项已更新；请刷新后重新办理。", "This has been changed in the meantime. Read it again and repeat the change.")
        );

    /// <summary>The action does not fit the state.</summary>
    public static ProblemKind WrongState { get; } =
        new(
            "wrong_state",
            409,
            new(
                "该事项目前为“{status}”，不能办理“{action}”；请刷新后查看可办理的事项。",
                "The status is '{status}', so '{action}' is not possible. Refresh to see what can be done."
            )
        );

    /// <summary>What another part of the system must tell has not arrived yet.</summary>
    public static ProblemKind NotYetKnown { get; } =
        new(
            "not_yet_known",
            409,
            new("相关数据正在同步；请稍后重试。", "The data that this needs has not arrived yet. Try again shortly.")
        );

    /// <summary>The cursor is not one that we gave.</summary>
    public static ProblemKind MalformedCursor { get; } =
        new(
            "malformed_cursor",
            400,
            new("翻页信息无效；请从第一页重新查看。", "The page cursor is not valid. Start again from the first page.")
        );

    /// <summary>The storage does not answer.</summary>
    public static ProblemKind StorageUnavailable { get; } =
        new(
            "storage_unavailable",
            503,
            new(
                "系统暂时繁忙，您提交的内容可能尚未保存；请稍后重试。",
                "The storage does not answer at the moment. Try again shortly; a repeated submission has no double effect."
            )
        );

    /// <summary>A fault of ours.</summary>
    public static ProblemKind InternalError { get; } =
        new(
            "internal_error",
            500,
            new(
                "系统出现故障；请稍后重试，仍不成功的，请将跟踪编号告知管理员。",
                "An internal error occurred. Try again later; if it persists, report the trace id to the administrator."
            )
        );

    /// <summary>The filing does not pass its checks.</summary>
    public static ProblemKind ChecksFailed { get; } =
        new(
            "checks_failed",
            422,
            new(
                "填报内容有{count}处未通过检查；请逐项更正后重新提交。",
                "{count} entries do not pass the checks. Correct each of them and submit again."
            )
        );

    /// <summary>A field's value is wrong.</summary>
    public static ProblemKind InvalidValue { get; } =
        new("invalid_value", 422, new("填写的内容不正确：{reason}", "The value is wrong: {reason}"));
}
