using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel;

/// <summary>A fault in JSON from outside; one text may have several, which are reported together.</summary>
/// <param name="Path">Path of the field, as in <c>costLines[2].amount</c>; empty for the whole text.</param>
/// <param name="Reason">What is wrong and what is expected, without a full stop and without names of .NET types.</param>
public sealed record JsonFault(string Path, Text Reason);

/// <summary>Reads JSON from outside with <see cref="Json.Strict"/>, and describes its faults for users: first whether it is valid JSON,
/// then whether each value has the type that its field requires.</summary>
public static class StrictJson
{
    /// <summary>At most this many faults are reported, so that a hostile body cannot make the answer huge.</summary>
    public const int MaxFaults = 50;

    /// <summary>The reason for bytes that are not UTF-8, or for an escape sequence that is not a character.</summary>
    public static Text NotUtf8 { get; } = new("文字编码有误，应为UTF-8", "it is not valid UTF-8");

    private const int LongestName = 100;
    private static readonly Text Missing = new("缺少必填字段", "a required field is missing");
    private static readonly Text NotNull = new("此项不能为空", "null is not allowed here");
    private static readonly Text Unknown = new("没有这个字段", "there is no such field");
    private static readonly Text Twice = new("字段重复出现", "the field appears twice");
    private static readonly Text AnotherKind = new("取值与此处要求的类型不符", "the value is not of the type required here");
    private static readonly Text AnObject = new("此处应为一组字段（格式：{…}）", "a JSON object {…} is expected");
    private static readonly Text AList = new("此处应为列表（格式：[…]）", "a JSON list […] is expected");

    /// <summary>For JSON that is not entered by users, such as rule files: its texts stay as they are. Returns a value without faults, or
    /// faults without a value.</summary>
    public static (T? Value, IReadOnlyList<JsonFault> Faults) Read<T>(ReadOnlyMemory<byte> utf8) => Read<T>(utf8, texts: null);

    /// <summary>For JSON that users enter now: converts each text to the form in which <see cref="EnteredText"/> keeps it, and reports
    /// refused characters as faults.</summary>
    public static (T? Value, IReadOnlyList<JsonFault> Faults) ReadEntered<T>(ReadOnlyMemory<byte> utf8) => Read<T>(utf8, texts: []);

    private static (T? Value, IReadOnlyList<JsonFault> Faults) Read<T>(ReadOnlyMemory<byte> utf8, List<CleanedText>? texts)
    {
        if (!Utf8.IsValid(utf8.Span))
            return (default, [new("", NotUtf8)]);
        var faults = new List<JsonFault>();
        if (!IsJson(utf8.Span, faults, texts))
            return (default, [faults[^1]]);
        if (texts is { Count: > 0 })
            utf8 = WithTexts(utf8.Span, texts);
        using (var document = JsonDocument.Parse(utf8, new() { MaxDepth = Json.Strict.MaxDepth }))
        {
            Check(document.RootElement, Json.Strict.GetTypeInfo(typeof(T)), takesNull: false, "", faults);
        }
        if (faults.Count > 0)
            return (default, [.. faults.DistinctBy(f => f.Path).Take(MaxFaults)]);
        try
        {
            return (JsonSerializer.Deserialize<T>(utf8.Span, Json.Strict)!, []);
        }
        // A value of the right JSON type that a converter or constructor does not accept.
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            var path = ((fault as JsonException)?.Path ?? "").TrimStart('$').TrimStart('.');
            return (default, [new(path, (fault as RefusedValueException)?.Reason ?? AnotherKind)]);
        }
    }

    // Valid JSON, not too deep, no duplicate names, no nulls in lists, only valid escapes.
    // Checks the whole text, including parts that deserializing would skip.
    private static bool IsJson(ReadOnlySpan<byte> utf8, List<JsonFault> faults, List<CleanedText>? texts)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var open = new Stack<OpenContainer>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    open.Pop();
                    continue;
                }
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = open.Peek().Field = reader.GetString()!;
                    if (!open.Peek().Names!.Add(name))
                        faults.Add(new(PathOf(open), Twice));
                    if (texts is not null)
                        Clean(name);
                    continue;
                }
                var text = reader.TokenType == JsonTokenType.String && !IsPlain(reader) ? reader.GetString() : null;
                if (open.TryPeek(out var container) && container.Names is null)
                {
                    container.Index++;
                    if (reader.TokenType == JsonTokenType.Null)
                        faults.Add(new(PathOf(open), NotNull));
                }
                if (texts is not null && text is not null && Clean(text) is var clean && clean != text)
                    texts.Add(new((int)reader.TokenStartIndex, (int)reader.BytesConsumed, clean));
                if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
                    continue;
                if (reader.CurrentDepth >= Json.Strict.MaxDepth)
                    return Not(new("嵌套层次过深", "it is nested too deeply"));
                open.Push(new(reader.TokenType == JsonTokenType.StartObject));
            }
            return true;
        }
        catch (JsonException wrong)
        {
            var (line, position) = (wrong.LineNumber + 1, wrong.BytePositionInLine + 1);
            return Not(
                new($"数据格式有误，位于第{line}行第{position}字节（格式：JSON）", $"it is not valid JSON (line {line}, byte {position})")
            );
        }
        // Thrown for an escape sequence that is not a valid character.
        catch (InvalidOperationException)
        {
            return Not(NotUtf8);
        }

        bool Not(Text reason)
        {
            faults.Add(new(PathOf(open), reason));
            return false;
        }

        string Clean(string entered)
        {
            var clean = EnteredText.Clean(entered, out var fault);
            if (fault is { } reason && faults.Count < MaxFaults)
                faults.Add(new(PathOf(open), reason));
            return clean;
        }
    }

    private static bool IsPlain(in Utf8JsonReader text) =>
        !text.ValueIsEscaped && !text.ValueSpan.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    private static byte[] WithTexts(ReadOnlySpan<byte> utf8, List<CleanedText> texts)
    {
        var rewritten = new ArrayBufferWriter<byte>(utf8.Length);
        var at = 0;
        foreach (var text in texts)
        {
            rewritten.Write(utf8[at..text.Start]);
            rewritten.Write(JsonSerializer.SerializeToUtf8Bytes(text.Text, Json.Strict));
            at = text.End;
        }
        rewritten.Write(utf8[at..]);
        return rewritten.WrittenSpan.ToArray();
    }

    // The text that replaces the bytes from Start to End, which include the quotation marks.
    private readonly record struct CleanedText(int Start, int End, string Text);

    private static void Check(JsonElement value, JsonTypeInfo type, bool takesNull, string path, List<JsonFault> faults)
    {
        if (faults.Count >= MaxFaults)
            return;
        if (Nullable.GetUnderlyingType(type.Type) is { } inner)
        {
            Check(value, Json.Strict.GetTypeInfo(inner), takesNull: true, path, faults);
            return;
        }
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!takesNull)
                faults.Add(new(path, NotNull));
            return;
        }
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind != JsonValueKind.Object:
                faults.Add(new(path, AnObject));
                break;
            case JsonTypeInfoKind.Object:
                CheckObject(value, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind != JsonValueKind.Array:
                faults.Add(new(path, AList));
                break;
            case JsonTypeInfoKind.Enumerable:
                var itemType = Json.Strict.GetTypeInfo(type.ElementType!);
                // Nulls in lists have been reported by IsJson.
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Check(item, itemType, takesNull: true, At(path, index), faults);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind != JsonValueKind.Object:
                faults.Add(new(path, AnObject));
                break;
            case JsonTypeInfoKind.Dictionary:
                var entryType = Json.Strict.GetTypeInfo(type.ElementType!);
                foreach (var entry in value.EnumerateObject())
                    Check(entry.Value, entryType, takesNull: false, Under(path, entry.Name), faults);
                break;
            default:
                if (Refusal(value, type) is { } reason)
                    faults.Add(new(path, reason));
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo type, string path, List<JsonFault> faults)
    {
        var discriminator = type.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (discriminator is not null)
        {
            var kinds = type.PolymorphismOptions!.DerivedTypes;
            if (!value.TryGetProperty(discriminator, out var kind))
            {
                faults.Add(new(Under(path, discriminator), Missing));
                return;
            }
            var found = kinds.FirstOrDefault(k => kind.ValueKind == JsonValueKind.String && kind.ValueEquals((string)k.TypeDiscriminator!));
            if (found.DerivedType is null)
            {
                faults.Add(new(Under(path, discriminator), OneOf(kinds.Select(k => (string)k.TypeDiscriminator!))));
                return;
            }
            type = Json.Strict.GetTypeInfo(found.DerivedType);
        }
        foreach (var field in value.EnumerateObject())
        {
            if (field.Name == discriminator)
                continue;
            var property = type.Properties.FirstOrDefault(p => p.Name == field.Name);
            if (property is null)
            {
                faults.Add(new(Under(path, field.Name), Unknown));
            }
            else if (property.Set is not null || property.AssociatedParameter is not null)
            {
                // Reading a code drops invisible characters anyway, so they are no fault here.
                if (PlainCodeAttribute.IsOn(property))
                    faults.RemoveAll(f => f.Path == Under(path, field.Name));
                var takesNull = property.IsSetNullable && !property.PropertyType.IsValueType;
                Check(field.Value, Json.Strict.GetTypeInfo(property.PropertyType), takesNull, Under(path, field.Name), faults);
            }
        }
        foreach (var property in type.Properties.Where(p => p.IsRequired && !value.TryGetProperty(p.Name, out _)))
        {
            faults.Add(new(Under(path, property.Name), Missing));
        }
    }

    // The reason why the type does not accept a value that is neither object nor list; null when it does.
    private static Text? Refusal(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            value.Deserialize(type);
            return null;
        }
        catch (RefusedValueException refused)
        {
            return refused.Reason;
        }
        catch (Exception fault)
            when (fault is JsonException or FormatException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Expected(type.Type);
        }
    }

    private static Text Expected(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Enum.ToObject(type, value));
            return OneOf(values.Select(value => JsonSerializer.Serialize(value, type, Json.Strict).Trim('"')));
        }
        return type switch
        {
            _ when type == typeof(string) => new("此处应填写文字", "a text such as \"abc\" is expected"),
            _ when type == typeof(bool) => new("此项应为“是”或者“否”（取值：true、false）", "true or false is expected"),
            _ when type == typeof(int) => Whole<int>(),
            _ when type == typeof(long) => Whole<long>(),
            _ when type == typeof(decimal) || type == typeof(double) => new(
                "此处应填写数字，例如12.5",
                "a number such as 12.5 is expected"
            ),
            _ when type == typeof(DateOnly) => new("此处应填写日期，例如2026-12-31", "a date such as \"2026-12-31\" is expected"),
            _ when type == typeof(DateTimeOffset) => new(
                "此处应填写时间（格式：2026-12-31T09:00:00+08:00）",
                "a time such as \"2026-12-31T09:00:00+08:00\" is expected"
            ),
            _ when type == typeof(JsonObject) => AnObject,
            _ when type == typeof(JsonArray) => AList,
            _ => AnotherKind,
        };
    }

    private static Text Whole<T>()
        where T : IMinMaxValue<T> =>
        new($"应为{T.MinValue}至{T.MaxValue}之间的整数", $"a whole number between {T.MinValue} and {T.MaxValue} is expected");

    private static Text OneOf(IEnumerable<string> words)
    {
        var list = words.ToArray();
        return new($"应为下列之一（取值：{string.Join("、", list)}）", $"one of these is expected: {string.Join(", ", list)}");
    }

    private static string PathOf(Stack<OpenContainer> open) =>
        open.Reverse()
            .Aggregate(
                "",
                (path, container) =>
                    container.Names is null ? At(path, container.Index)
                    : container.Field is { } field ? Under(path, field)
                    : path
            );

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static string Under(string path, string name)
    {
        var shown = name.Length > LongestName ? name[..LongestName] : name;
        return path.Length == 0 ? shown : $"{path}.{shown}";
    }

    // An object with the field names seen so far, or a list, that is open at the current position.
    private sealed class OpenContainer(bool isObject)
    {
        public HashSet<string>? Names { get; } = isObject ? [] : null;
        public string? Field { get; set; }
        public int Index { get; set; } = -1;
    }
}
