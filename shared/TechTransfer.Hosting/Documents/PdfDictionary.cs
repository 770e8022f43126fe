using System.Globalization;

namespace TechTransfer.Hosting;

/// <summary>What an object's own dictionary says, as its tokens go by: just enough to unfold an object stream (ISO 32000-1, 7.5.7).</summary>
internal sealed class PdfDictionary
{
    // More than are ever needed to see that there are too many.
    private const int MostValues = 64;
    private static readonly HashSet<string> Needed = ["Type", "N", "First", "Length", "Filter", "F", "DecodeParms", "DP"];
    private readonly Dictionary<string, List<string>> values = [];
    private int depth;
    private int arrays;
    private string? key;
    private bool hasValue;
    private bool hasPredictor;

    public IReadOnlyList<string> Filters => Values("Filter").Concat(Values("F")).ToArray();

    public int? First => Number("First");

    /// <summary>Null when it stands in another object.</summary>
    public int? Length => Number("Length");

    /// <summary>True when the data may be filtered by a predictor, which takes its bytes apart.</summary>
    public bool IsPredicted
    {
        get
        {
            string[] parameters = [.. Values("DecodeParms"), .. Values("DP")];
            return hasPredictor || parameters.Contains("R") || parameters.Length >= MostValues;
        }
    }

    /// <summary>Readers know object streams by where the cross-reference points, not by their type: the numbers tell them as well.</summary>
    public bool IsObjectStream => Values("Type") is ["ObjStm"] || (values.ContainsKey("N") && values.ContainsKey("First"));

    public void Take(PdfToken token, string text)
    {
        switch (token)
        {
            case PdfToken.DictionaryStart:
                depth++;
                hasValue |= depth > 1;
                break;
            case PdfToken.DictionaryEnd:
                depth--;
                break;
            case PdfToken.ArrayStart when depth == 1:
                arrays++;
                hasValue = true;
                break;
            case PdfToken.ArrayEnd when depth == 1:
                arrays--;
                break;
            case PdfToken.Name when depth == 1 && arrays == 0 && (key is null || hasValue):
                (key, hasValue) = (text, false);
                // Of a key given twice readers take one or the other: both are kept, and what needs a single value finds none.
                if (Needed.Contains(key)) values.TryAdd(key, []);
                break;
            case PdfToken.Name or PdfToken.Word when depth == 1 && key is not null:
                if (values.TryGetValue(key, out var given) && given.Count < MostValues) given.Add(text);
                hasValue = true;
                break;
            case PdfToken.Text when depth == 1:
                hasValue = true;
                break;
            case PdfToken.Name when text == "Predictor":
                hasPredictor = true;
                break;
        }
    }

    private List<string> Values(string name) => values.TryGetValue(name, out var found) ? found : [];

    // A number, and not the first of a reference (12 0 R).
    private int? Number(string name) => Values(name) is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
