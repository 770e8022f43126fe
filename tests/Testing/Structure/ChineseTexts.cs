using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TechTransfer.Testing.Structure;

/// <summary>
/// Checks the Chinese texts of an assembly and of the JSON data beside its sources: no codes, one word for one thing, office typography.
/// </summary>
/// <param name="folder">Folder of its sources, relative to the repository root.</param>
public sealed partial class ChineseTexts(Assembly assembly, string folder)
{
    // Latin words that readers of Chinese office documents know.
    private static readonly HashSet<string> Known = ["PDF", "Excel", "UTF-8", "CSV", "USB", "JPG", "JPEG", "PNG", "KB", "MB", "GB"];

    // The words to use instead are in docs/glossary.md, under "Words that the product does not use".
    private static readonly string[] Retired =
    [
        "本案",
        "案件",
        "资源",
        "定格",
        "关账",
        "了结",
        "技术部分",
        "技术金额",
        "验证码",
        "权益",
        "申领",
        "登记主体",
        "登记人员",
        "审批人员",
        "财政人员",
        "政策人员",
        "审计员",
        "金额性质",
        "价款状态",
        "预估",
        "赋权类型",
        "公示暂停",
        "样例",
        "其它",
        "散列",
        "哈希",
        "退回补正",
        "暂停",
        "续展",
        "承接对象",
        "证书号",
        "停止使用",
        "之前",
        "从 0 数起",
        "从0数起",
    ];

    /// <summary>One line for each fault in the texts; empty when there is none.</summary>
    /// <param name="quoted">Quotations from other documents, which are not checked.</param>
    public IReadOnlyList<string> Faults(params string[] quoted) =>
        [
            .. Literals()
                .Concat(Data())
                .Where(text => Han().IsMatch(text.Text) && !quoted.Contains(text.Text) && !Patterns.Value.Contains(text.Text))
                .SelectMany(text => FaultsOf(text.Text).Select(fault => $"{text.Place}: {fault}: {text.Text}")),
        ];

    public static IEnumerable<string> FaultsOf(string text)
    {
        if (text.StartsWith('<'))
            text = Markup().Replace(text, "");
        // Remove date formats, whose letters are not Latin words.
        text = text.Replace("yyyy年M月d日", "", StringComparison.Ordinal);
        text = Standard().Replace(text, "");
        var said = Standing().Replace(Technical().Replace(Placeholder().Replace(text, ""), ""), "");
        foreach (var word in Latin().Matches(said).Select(match => match.Value).Where(word => !Known.Contains(word)).Distinct())
            yield return $"“{word}” is no word of the reader";
        foreach (var word in Retired.Where(word => said.Contains(word, StringComparison.Ordinal)))
            yield return $"“{word}” is retired";
        if (Space().IsMatch(text))
            yield return "a space beside a Chinese character";
        if (HalfWidth().IsMatch(text))
            yield return "punctuation of half width";
    }

    // Regular expressions are for the program; users never read them, so they are not checked.
    private Lazy<HashSet<string>> Patterns { get; } =
        new(() =>
            assembly
                .GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                .SelectMany(m => m.GetCustomAttributes<GeneratedRegexAttribute>())
                .Select(a => a.Pattern)
                .ToHashSet()
        );

    // String literals of the compiled code; an interpolated string is one literal for each of its parts.
    private IEnumerable<(string Place, string Text)> Literals()
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var name = assembly.GetName().Name!;
        var at = MetadataTokens.UserStringHandle(0);
        while (!(at = metadata.GetNextHandle(at)).IsNil)
            yield return (name, metadata.GetUserString(at));
    }

    private IEnumerable<(string Place, string Text)> Data() =>
        Directory
            .EnumerateFiles(Repository.PathOf(folder), "*.json", SearchOption.AllDirectories)
            // The meanings of fields are for developers, who read English.
            .Where(file => !Built().IsMatch(file) && Path.GetFileName(file) != "Meanings.json")
            .SelectMany(file => Values(JsonNode.Parse(File.ReadAllText(file))).Select(text => (Path.GetFileName(file), text)));

    private static IEnumerable<string> Values(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Values(member.Value)),
            JsonArray items => items.SelectMany(Values),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    [GeneratedRegex("<style>.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex("[\u3400-\u9FFF]")]
    private static partial Regex Han();

    // The number of a Chinese national standard, such as GB/T 7714-2015.
    [GeneratedRegex("GB(/T)? [0-9]+(-[0-9]{4})?")]
    private static partial Regex Standard();

    // Technical names for developers are allowed in brackets, as in （字段：name）.
    [GeneratedRegex("（[^（）]*(字段|请求头|参数|配置项|取值|格式)：[^（）]*）")]
    private static partial Regex Technical();

    // Phrases that are correct although they contain a retired word.
    [GeneratedRegex("权益让渡|权益约定|合法权益|资源使用费")]
    private static partial Regex Standing();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9_.\-]*")]
    private static partial Regex Latin();

    [GeneratedRegex("[\u3400-\u9FFF，。；：！？（）“”《》、] | [\u3400-\u9FFF，。；：！？（）“”《》、]")]
    private static partial Regex Space();

    [GeneratedRegex("[\u3400-\u9FFF][,;:?!()]")]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();
}
