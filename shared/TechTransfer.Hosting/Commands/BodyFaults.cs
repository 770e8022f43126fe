using System.Text.Json;
using System.Text.RegularExpressions;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>Tells callers, in their language and without the names of our types, what the serializer found wrong with a body and where.</summary>
internal static partial class BodyFaults
{
    public static readonly Text AnotherKind = new("取值与此处要求的类型不符", "the value is of another kind than this place takes");
    public static readonly Text NotNull = new("取值不能为 null", "null is not taken here");

    public static readonly Text NotUtf8 = new("不是有效的 UTF-8 文本", "it is not valid UTF-8");

    public static Problem Of(JsonException fault)
    {
        var path = (fault.Path ?? "$").TrimStart('$').TrimStart('.');
        return fault switch
        {
            RefusedValueException refused => At(path, refused.Reason),
            { InnerException: JsonException } => At(path, NotJson(fault)),
            { Message: Json.MissingKind } => At(path, MissingField),
            { Message: var text } when text.Contains("missing required properties", StringComparison.Ordinal) => Missing(path, Quoted().Matches(text).Skip(1)),
            { Message: var text } when text.Contains("could not be mapped", StringComparison.Ordinal) => At(path, new("没有这个字段", "there is no such field")),
            { Message: var text } when text.StartsWith("Duplicate property", StringComparison.Ordinal) => At(path, new("字段重复出现", "the field is given twice")),
            { Message: var text } when text.Contains("null values", StringComparison.Ordinal) => At(path, NotNull),
            { InnerException.Message: var text } when text.Contains("UTF-", StringComparison.Ordinal) => At(path, fault.LineNumber is null ? NotUtf8 : NotJson(fault)),
            _ => At(path, AnotherKind),
        };
    }

    public static Problem At(string path, Text reason) => Problem.Of(Catalogue.MalformedBody, ("reason", reason)).At(path);

    private static readonly Text MissingField = new("缺少必填字段", "a required field is missing");

    private static Problem Missing(string path, IEnumerable<Match> fields) => fields.Select(f => path.Length == 0 ? f.Groups[1].Value : $"{path}.{f.Groups[1].Value}")
        .Aggregate(Problem.Of(Catalogue.MalformedBody, ("reason", MissingField)), (problem, field) => problem.At(field));

    private static Text NotJson(JsonException fault)
    {
        if (fault.Message.Contains("maximum configured depth", StringComparison.Ordinal)) return new("嵌套层次过深", "it is nested too deep");
        var (line, position) = (fault.LineNumber + 1, fault.BytePositionInLine + 1);
        return new($"不是有效的 JSON（第 {line} 行第 {position} 字节）", $"it is not valid JSON (line {line}, byte {position})");
    }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
