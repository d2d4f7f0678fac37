namespace OpsBot.Redis.Tests;

public sealed class RedisOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(new RedisOptionsValidator().Validate(null, new RedisOptions()).Succeeded);

    [Fact]
    public void Validate_ManyFaults_ListsAllWithTheBadValue()
    {
        var options = new RedisOptions
        {
            Connection = "redis:abc,tls=maybe",
            CallTimeout = TimeSpan.Zero,
            ReplicasToWaitFor = -1,
            MaxReplyBytes = -1,
        };
        var faults = new RedisOptionsValidator().Validate(null, options).Failures!.ToArray();
        Assert.Equal(
            [
                "Redis:Connection: 'abc' is not a port between 1 and 65535.",
                "Redis:Connection: the value of 'tls' is not one that it can have.",
                "Redis:CallTimeout is 00:00:00; it must be between 00:00:00.1000000 and 00:01:00.",
                "Redis:ReplicasToWaitFor is -1; it must be between 0 and 10.",
                "Redis:MaxReplyBytes is -1; it must be between 65536 and 536870912.",
            ],
            faults);
    }

    [Fact]
    public void Validate_NoConnectionAndNoFolder_SaysWhatToSet()
    {
        var faults = new RedisOptionsValidator().Validate(null, new RedisOptions { DataDirectory = " ", ServerProgram = "" }).Failures!.ToArray();
        Assert.Equal(2, faults.Length);
        Assert.All(faults, fault => Assert.Contains("or set Redis:Connection", fault, StringComparison.Ordinal));
    }
}
