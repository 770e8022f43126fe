namespace TechTransfer.Kernel.Problems;

/// <summary>All kinds of problem that requests can be answered with. Codes are never renamed or reused with another meaning.</summary>
public static partial class Catalogue
{
    // Lazy, since the properties below and in the other files of this class are initialized after this field.
    private static readonly Lazy<IReadOnlyDictionary<string, ProblemKind>> ByCode = new(() =>
        typeof(Catalogue)
            .GetProperties()
            .Where(p => p.PropertyType == typeof(ProblemKind))
            .Select(p => (ProblemKind)p.GetValue(null)!)
            .ToDictionary(k => k.Code)
    );

    /// <summary>All kinds of problem, by their snake_case code.</summary>
    public static IReadOnlyDictionary<string, ProblemKind> All => ByCode.Value;

    /// <summary>The request has no bearer token, or its token is invalid or expired.</summary>
    public static ProblemKind NotSignedIn { get; } =
        new(
            "not_signed_in",
            401,
            new("您尚未登录，或者登录已过期；请重新登录。", "You are not signed in, or the sign-in has expired. Sign in again.")
        );

    /// <summary>The caller has none of the roles that the function or action requires.</summary>
    public static ProblemKind NotAllowed { get; } =
        new(
            "not_allowed",
            403,
            new(
                "您的角色不能办理此事项；请由以下人员办理：{roles}。",
                "Your role cannot do this. Ask someone with one of these roles: {roles}."
            )
        );

    /// <summary>The object does not exist, or the caller may not see it; the answer does not reveal which.</summary>
    public static ProblemKind NotFound { get; } =
        new(
            "not_found",
            404,
            new("未找到该事项，或者您无权查看；请核对编号。", "This was not found, or you are not allowed to see it. Check the number.")
        );

    /// <summary>The app has no operation at the path.</summary>
    public static ProblemKind UnknownRoute { get; } =
        new(
            "unknown_route",
            404,
            new("没有这个地址；请核对地址。", "There is no operation at this address. Check the path; /api/openapi.json lists all of them.")
        );

    /// <summary>The app has operations at the path, but not with this method; Allow lists the methods.</summary>
    public static ProblemKind MethodNotAllowed { get; } =
        new(
            "method_not_allowed",
            405,
            new("该地址不支持此操作方法；请改用：{methods}。", "This address does not take this method. Use: {methods}.")
        );

    /// <summary>The body is compressed; bodies are taken as they are.</summary>
    public static ProblemKind UnsupportedContentEncoding { get; } =
        new(
            "unsupported_content_encoding",
            415,
            new("不接受压缩后的内容；请不经压缩直接提交。", "A compressed body is not taken. Send it without Content-Encoding.")
        );

    /// <summary>The body is not valid JSON, or does not have the expected fields; <c>Errors</c> lists each fault.</summary>
    public static ProblemKind MalformedBody { get; } =
        new("malformed_body", 400, new("提交的内容格式不正确：{reason}", "The request body is malformed: {reason}"));

    /// <summary>A query parameter is missing, malformed or out of range.</summary>
    public static ProblemKind MalformedQuery { get; } =
        new("malformed_query", 400, new("查询条件不正确，{reason}（参数：{name}）。", "The query parameter '{name}' is wrong: {reason}."));

    /// <summary>The body's media type, or the detected type of an uploaded file, is not accepted here.</summary>
    public static ProblemKind UnsupportedMediaType { get; } =
        new(
            "unsupported_media_type",
            415,
            new("不支持提交的文件或者内容类型；应为：{expected}。", "This type of file or content is not supported. Use: {expected}.")
        );

    /// <summary>The request body exceeds the limit for JSON (1 MiB) or for files (50 MiB).</summary>
    public static ProblemKind BodyTooLarge { get; } =
        new(
            "body_too_large",
            413,
            new(
                "文件或者内容不得超过{limit}；请压缩或者拆分后重新提交。",
                "The file or content must not exceed {limit}. Compress or split it, and submit it again."
            )
        );

    /// <summary>The aggregate's state after the change, or the event, would exceed what the store accepts (256 KiB of JSON).</summary>
    public static ProblemKind ContentTooLarge { get; } =
        new(
            "content_too_large",
            422,
            new(
                "该事项的内容过多，数据不得超过{limit}；请精简文字或者减少条目。",
                "There is too much content: the data can have at most {limit}. Shorten the texts or remove entries."
            )
        );

    /// <summary>A changing request has no Idempotency-Key header.</summary>
    public static ProblemKind IdempotencyKeyMissing { get; } =
        new(
            "idempotency_key_missing",
            400,
            new(
                "本次提交缺少防重复标识；请刷新页面后重新提交（请求头：Idempotency-Key，重试时使用同一个值）。",
                "The submission has no key against duplicates. Refresh the page and submit again (header: Idempotency-Key; use "
                    + "the same value for a retry)."
            )
        );

    /// <summary>The Idempotency-Key header is longer than 128 characters or contains other than visible ASCII.</summary>
    public static ProblemKind IdempotencyKeyMalformed { get; } =
        new(
            "idempotency_key_malformed",
            400,
            new(
                "防重复标识应为1至128个英文字母、数字或者符号；请刷新页面后重新提交（请求头：Idempotency-Key）。",
                "The key against duplicates must have 1 to 128 English letters, digits or symbols. Refresh the page and submit "
                    + "again (header: Idempotency-Key)."
            )
        );

    /// <summary>The caller has used the idempotency key before with another body, or for another object.</summary>
    public static ProblemKind IdempotencyKeyReused { get; } =
        new(
            "idempotency_key_reused",
            422,
            new(
                "该防重复标识已用于另一项内容不同的提交；请刷新页面后重新提交（请求头：Idempotency-Key）。",
                "The key against duplicates was already used for a submission with different content. Refresh the page and "
                    + "submit again (header: Idempotency-Key)."
            )
        );

    /// <summary>A change to an existing object has no If-Match header, or <c>*</c>.</summary>
    public static ProblemKind IfMatchMissing { get; } =
        new(
            "if_match_missing",
            428,
            new(
                "本次提交未注明所依据的版本：{reason}；请刷新页面后重新办理（请求头：If-Match）。",
                "If-Match must name the version that you have read: {reason}. Read it first, then submit the change."
            )
        );

    /// <summary>If-Match is not one ETag in quotation marks.</summary>
    public static ProblemKind IfMatchMalformed { get; } =
        new(
            "if_match_malformed",
            400,
            new(
                "所依据的版本格式不正确：{reason}；请刷新页面后重新办理（请求头：If-Match）。",
                "If-Match is malformed: {reason}. Send the ETag of the answer that you have read, as it is."
            )
        );

    /// <summary>If-Match does not name the object's current version, or another change was committed at the same moment.</summary>
    public static ProblemKind VersionConflict { get; } =
        new(
            "version_conflict",
            412,
            new("该事项已更新；请刷新后重新办理。", "This has been changed in the meantime. Refresh the page and make the change again.")
        );

    /// <summary>The action is not possible in the object's current status.</summary>
    public static ProblemKind WrongState { get; } =
        new(
            "wrong_state",
            409,
            new(
                "该事项目前为“{status}”，不能办理“{action}”；请刷新后查看可办理的操作。",
                "The status is '{status}', so '{action}' is not possible. Refresh to see what can be done."
            )
        );

    /// <summary>Data from another app is needed whose message has not arrived yet; a retry will succeed soon.</summary>
    public static ProblemKind NotYetKnown { get; } =
        new(
            "not_yet_known",
            409,
            new("相关数据正在同步；请稍后重试。", "The data required is still being synchronised. Try again shortly.")
        );

    /// <summary>The cursor was not issued for this list.</summary>
    public static ProblemKind MalformedCursor { get; } =
        new(
            "malformed_cursor",
            400,
            new("翻页信息无效；请从第一页重新查看。", "The paging information is not valid. Start again from the first page.")
        );

    /// <summary>The caller makes more calls than an instance takes from one.</summary>
    public static ProblemKind TooManyCalls { get; } =
        new(
            "too_many_calls",
            429,
            new("请求过于频繁；请在{seconds}秒后重试。", "You send too many requests. Try again in {seconds} seconds.")
        );

    /// <summary>The storage did not answer, or was overloaded.</summary>
    public static ProblemKind StorageUnavailable { get; } =
        new(
            "storage_unavailable",
            503,
            new(
                "系统暂时繁忙，您提交的内容可能尚未保存；请稍后重试，重复提交不会重复办理。",
                "The system is busy at the moment, and your submission may not have been saved. Try again shortly; submitting it "
                    + "again has no double effect."
            )
        );

    /// <summary>An unexpected exception; the log has its details under the trace id.</summary>
    public static ProblemKind InternalError { get; } =
        new(
            "internal_error",
            500,
            new(
                "系统出现故障；请稍后重试，仍不成功的，请将跟踪编号告知管理员。",
                "The system failed. Try again later; if it fails again, report the trace ID to the administrator."
            )
        );

    /// <summary>Checks of the content found errors; <c>Errors</c> lists each with its field.</summary>
    public static ProblemKind ChecksFailed { get; } =
        new(
            "checks_failed",
            422,
            new(
                "填报内容有{count}处未通过检查；请逐项更正后重新提交。",
                "{count} entries do not pass the checks. Correct each of them and submit again."
            )
        );

    /// <summary>A single field has a value that is not allowed, and no more specific kind of problem exists for it.</summary>
    public static ProblemKind InvalidValue { get; } =
        new("invalid_value", 422, new("填写的内容不正确：{reason}", "The value is wrong: {reason}"));
}
