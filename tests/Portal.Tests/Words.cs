using System.Reflection;
using System.Text.RegularExpressions;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Portal.Frame;
using TechTransfer.Testing.Structure;

namespace TechTransfer.Portal.Tests;

public sealed partial class Words
{
    private static readonly Assembly Portal = typeof(View).Assembly;

    [Fact]
    public void Every_text_stands_in_both_languages()
    {
        var texts = Portal
            .GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Text))
            .ToDictionary(field => $"{field.DeclaringType!.Name}.{field.Name}", field => (Text)field.GetValue(null)!);

        Assert.True(texts.Count > 50);
        Assert.Empty(texts.Where(text => !Han().IsMatch(text.Value.Zh)).Select(text => text.Key));
        Assert.Empty(texts.Where(text => text.Value.En.Length == 0 || Han().IsMatch(text.Value.En)).Select(text => text.Key));
    }

    [Fact]
    public void Texts_for_people_have_the_words_and_the_typography_of_an_office() =>
        Assert.Empty(new ChineseTexts(Portal, "functions/Portal").Faults("繁體", "简体"));

    [Fact]
    public void No_two_feature_folders_use_each_other() => Assert.Empty(FolderCycles.Of(Portal, "TechTransfer.Portal"));

    [Fact]
    public void The_portal_uses_no_other_app() => Assert.Empty(new Architecture(Portal).OtherAppsUsed());

    [GeneratedRegex("[\u3400-\u9FFF]")]
    private static partial Regex Han();
}
