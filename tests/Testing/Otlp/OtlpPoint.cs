namespace TechTransfer.Testing.Otlp;

/// <summary>One data point of an exported metric.</summary>
/// <param name="Kind">gauge, sum or histogram.</param>
/// <param name="Delta">True for delta temporality: the value counts from the last export, not from the start of the process.</param>
/// <param name="Value">For a histogram, the sum of the recorded values.</param>
/// <param name="Count">For a histogram, the number of recorded values; otherwise 1.</param>
public sealed record OtlpPoint(
    string Service,
    string Metric,
    string Description,
    string Unit,
    string Kind,
    bool Delta,
    double Value,
    long Count,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>Decodes the body of a metrics export, an OTLP <c>ExportMetricsServiceRequest</c>.</summary>
    public static IEnumerable<OtlpPoint> Read(ReadOnlyMemory<byte> request) =>
        from resourceMetrics in WireFields.Of(request).Where(f => f.Number == 1)
        let service = OtlpTags
            .Of(resourceMetrics.Fields().Where(f => f.Number == 1).SelectMany(r => r.Fields()), 1)
            .GetValueOrDefault("service.name", "")
        from scopeMetrics in resourceMetrics.Fields().Where(f => f.Number == 2)
        from metric in scopeMetrics.Fields().Where(f => f.Number == 2)
        from point in Of(service, [.. metric.Fields()])
        select point;

    private static IEnumerable<OtlpPoint> Of(string service, WireField[] metric)
    {
        string Text(int number) => Array.Find(metric, f => f.Number == number).Text;
        foreach (var data in metric.Where(f => f.Number is 5 or 7 or 9))
        {
            var delta = data.Fields().Any(f => f.Number == 2 && f.Bytes.IsEmpty && f.Value == 1);
            foreach (var point in data.Fields().Where(f => f.Number == 1))
            {
                var fields = point.Fields().ToArray();
                WireField Field(int number) => Array.Find(fields, f => f.Number == number);
                var isHistogram = data.Number == 9;
                yield return new(
                    service,
                    Text(1),
                    Text(2),
                    Text(3),
                    data.Number switch
                    {
                        5 => "gauge",
                        7 => "sum",
                        _ => "histogram",
                    },
                    delta,
                    isHistogram ? Field(5).Double
                        : fields.Any(f => f.Number == 6) ? (long)Field(6).Value
                        : Field(4).Double,
                    isHistogram ? (long)Field(4).Value : 1,
                    OtlpTags.Of(fields, isHistogram ? 9 : 7)
                );
            }
        }
    }
}
