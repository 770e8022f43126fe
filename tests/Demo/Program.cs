using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Demo.Traces;

// Helper program of ./run: makes keys and tokens, finds free ports, prints traces and plays the samples.
try
{
    switch (args)
    {
        case ["keys", var folder]:
            LocalKeys.MakeMissing(folder);
            return 0;
        case ["token", var name, var folder]:
            Console.WriteLine(LocalUsers.Token(name, LocalKeys.Read(folder)));
            return 0;
        case ["free-ports"]:
            Console.WriteLine(string.Join(' ', FreePorts.Find().Select(p => p.ToString(CultureInfo.InvariantCulture))));
            return 0;
        case ["follow", var port, .. var file]:
            await Follower.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), file.FirstOrDefault());
            return 0;
        case ["play", .. var options]:
            return await Play.RunAsync(PlayOptions.Of(options));
        case ["backup", .. var options]:
            return await BackupPlay.BackUpAsync(PlayOptions.Of(options), Console.Out);
        case ["restore", .. var options]:
            return await BackupPlay.RestoreAsync(PlayOptions.Of(options), Console.Out);
        case ["migrate"]:
            return await MigrationPlay.RunAsync(Environment.GetEnvironmentVariable, Console.Out);
        default:
            Console.Error.WriteLine(
                "Demo: keys FOLDER | token NAME FOLDER | free-ports | follow PORT [FILE] | migrate | play | backup | restore OPTIONS"
            );
            return 2;
    }
}
catch (DemoFailedException failure)
{
    Console.Error.WriteLine($"run: {failure.Message}");
    return 1;
}
