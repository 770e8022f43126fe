using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using QuestPDF.Fluent;
using QuestPDF.Infrastructure;
using TechTransfer.Certificates.Frame;

namespace TechTransfer.Certificates.Issuing;

/// <summary>
/// The data that a certificate prints, frozen when it is requested. Each kind of certificate has its own record, named by
/// <see cref="JsonKindAttribute"/>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
public abstract record CertificateContent
{
    /// <summary>Title, issuer, access, dependencies and facts, derived from the content.</summary>
    public abstract CertificateDescription Describe();

    /// <summary>Lays the content out as a document that is not rendered yet.</summary>
    internal abstract IDocument LaidOut(Imprint imprint);

    /// <summary>What it must show to the letter, with its name; all else may have code points in place of characters that no font
    /// has.</summary>
    protected virtual IEnumerable<(Text Name, string Value)> Exact => [];

    /// <summary>Why it cannot be made; null when it can.</summary>
    public Text? Obstacle()
    {
        var found = new List<Text>();
        foreach (var (name, value) in Exact)
        {
            if (PrintableText.FaultOf(value) is { } fault)
                found.Add(new($"{name.Zh}：{fault.Zh}", $"{name.En}: {fault.En}"));
        }
        return found.Count == 0 ? null : Text.JoinLong(found);
    }

    /// <summary>Renders the unsigned PDF. The same arguments give the same bytes.</summary>
    public byte[] Render(Imprint imprint)
    {
        Fonts.Register();
        return Printable().LaidOut(imprint).GeneratePdf();
    }

    // A title that was registered before it was asked for printable characters is quoted by other certificates too.
    private CertificateContent Printable()
    {
        var content = JsonSerializer.SerializeToNode(this, Json.Options)!;
        return Describe(content) ? content.Deserialize<CertificateContent>(Json.Options)! : this;
    }

    private static bool Describe(JsonNode parent)
    {
        (object Place, JsonNode? Value)[] parts = parent switch
        {
            JsonObject fields => [.. fields.Select(f => ((object)f.Key, f.Value))],
            JsonArray items => [.. items.Select((item, i) => ((object)i, item))],
            _ => [],
        };
        var isChanged = false;
        foreach (var (place, value) in parts)
        {
            if (value is not JsonValue text || !text.TryGetValue<string>(out var said))
            {
                isChanged |= value is not null && Describe(value);
                continue;
            }
            var described = PrintableText.Described(said);
            if (described == said)
                continue;
            if (place is int index)
                parent[index] = described;
            else
                parent[(string)place] = described;
            isChanged = true;
        }
        return isChanged;
    }
}
