using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Demo;

public sealed record PlayOptions(Uri Contracts, Uri Rewards, Uri Grants, Uri Certificates, string Keys, string Out)
{
    public Language Language { get; init; } = Language.English;

    public static PlayOptions Of(string[] options)
    {
        string Value(string name)
        {
            var at = Array.IndexOf(options, name);
            return at >= 0 && at + 1 < options.Length ? options[at + 1] : throw new DemoFailedException($"play needs {name}.");
        }
        return new(
            new(Value("--contracts")),
            new(Value("--rewards")),
            new(Value("--grants")),
            new(Value("--certificates")),
            Value("--keys"),
            options.Contains("--out") ? Value("--out") : ""
        )
        {
            Language = options.Contains("--lang") && Value("--lang") == "zh" ? Language.Chinese : Language.English,
        };
    }
}
