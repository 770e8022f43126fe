using QuestPDF.Drawing;
using QuestPDF.Fluent;
using QuestPDF.Helpers;
using QuestPDF.Infrastructure;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

public static class SampleAttachments
{
    private static readonly Lazy<bool> Fonts = new(() =>
    {
        QuestPDF.Settings.License = LicenseType.Community;
        using var font = File.OpenRead(
            Repository.PathOf("node_modules", "@expo-google-fonts", "noto-serif-sc", "400Regular", "NotoSerifSC_400Regular.ttf")
        );
        FontManager.RegisterFont(font);
        return true;
    });

    public static byte[] Pdf(string contract, string title, string heading)
    {
        _ = Fonts.Value;
        return Document
            .Create(document =>
                document.Page(page =>
                {
                    page.Size(PageSizes.A4);
                    page.Margin(60);
                    page.DefaultTextStyle(style => style.FontFamily("Noto Serif SC").FontSize(12));
                    page.Content()
                        .Column(column =>
                        {
                            column.Spacing(12);
                            column.Item().AlignCenter().Text(heading).FontSize(18);
                            column.Item().Text($"{contract}　{title}");
                            column.Item().Text("本文件仅供演示，内容及当事人均为虚构，不具有任何效力。");
                        });
                })
            )
            .GeneratePdf();
    }
}
