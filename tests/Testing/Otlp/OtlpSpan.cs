using System.Globalization;

namespace TechTransfer.Testing.Otlp;

/// <summary>One exported trace span.</summary>
/// <param name="Service">The <c>service.name</c> of the process that made the span.</param>
/// <param name="Parent">The parent's span id; empty for a root span.</param>
public sealed record OtlpSpan(
    string Service,
    string Source,
    string Trace,
    string Id,
    string Parent,
    string Name,
    DateTimeOffset Start,
    TimeSpan Duration,
    bool Failed,
    IReadOnlyDictionary<string, string> Tags
)
{
    public DateTimeOffset End => Start + Duration;

    /// <summary>Decodes the body of a trace export, an OTLP <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<OtlpSpan> Read(ReadOnlyMemory<byte> request) =>
        from resourceSpans in WireFields.Of(request).Where(f => f.Number == 1)
        let service = OtlpTags
            .Of(resourceSpans.Fields().Where(f => f.Number == 1).SelectMany(r => r.Fields()), 1)
            .GetValueOrDefault("service.name", "")
        from scopeSpans in resourceSpans.Fields().Where(f => f.Number == 2)
        let source = scopeSpans.Fields().Where(f => f.Number == 1).SelectMany(s => s.Fields()).FirstOrDefault(f => f.Number == 1).Text
        from span in scopeSpans.Fields().Where(f => f.Number == 2)
        select Of(service, source, [.. span.Fields()]);

    private static OtlpSpan Of(string service, string source, WireField[] fields)
    {
        WireField Field(int number) => Array.Find(fields, f => f.Number == number);
        var (start, end) = (Field(7).Value, Field(8).Value);
        var failed = Field(15).Fields().FirstOrDefault(f => f.Number == 3).Value == 2;
        return new(
            service,
            source,
            Field(1).Hex,
            Field(2).Hex,
            Field(4).Hex,
            Field(5).Text,
            OtlpTags.Time(start),
            TimeSpan.FromTicks((long)(end - start) / 100),
            failed,
            OtlpTags.Of(fields, 9)
        );
    }
}

internal static class OtlpTags
{
    /// <summary>Decodes all <c>KeyValue</c> attributes stored under one field number.</summary>
    public static Dictionary<string, string> Of(IEnumerable<WireField> fields, int number)
    {
        var tags = new Dictionary<string, string>();
        foreach (var pair in fields.Where(f => f.Number == number))
        {
            var parts = pair.Fields().ToArray();
            var value = Array.Find(parts, f => f.Number == 2).Fields().FirstOrDefault();
            tags[Array.Find(parts, f => f.Number == 1).Text] = value.Number switch
            {
                2 => value.Value == 1 ? "true" : "false",
                3 => ((long)value.Value).ToString(CultureInfo.InvariantCulture),
                4 => value.Double.ToString(CultureInfo.InvariantCulture),
                _ => value.Text,
            };
        }
        return tags;
    }

    public static DateTimeOffset Time(ulong unixNanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(unixNanoseconds / 100));
}
